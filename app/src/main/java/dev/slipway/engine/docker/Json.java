package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Careful reading of an engine's JSON: what is missing or of another type becomes empty, never an exception. */
final class Json {
    private Json() {
    }

    static String text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        for (var element : node.isArray() ? node : EngineHttp.JSON.createArrayNode()) {
            if (element.isTextual()) {
                texts.add(element.asText());
            }
        }
        return texts;
    }

    static Map<String, String> map(JsonNode node) {
        var map = new LinkedHashMap<String, String>();
        node.properties().forEach(field -> map.put(field.getKey(), text(field.getValue())));
        return map;
    }

    /** "A=1", "B=2" as a map. */
    static Map<String, String> variables(JsonNode node) {
        var map = new LinkedHashMap<String, String>();
        for (var line : texts(node)) {
            int equals = line.indexOf('=');
            map.put(equals < 0 ? line : line.substring(0, equals), equals < 0 ? "" : line.substring(equals + 1));
        }
        return map;
    }

    /** A moment; empty for none, which engines write as year 1. */
    static Optional<Instant> moment(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(Instant.ofEpochSecond(node.asLong()));
        }
        try {
            var moment = OffsetDateTime.parse(text(node)).toInstant();
            return moment.getEpochSecond() <= 0 ? Optional.empty() : Optional.of(moment);
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
