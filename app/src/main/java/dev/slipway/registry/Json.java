package dev.slipway.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON from strangers: shallow, of bounded parts, and of any type where another was expected. */
final class Json {
    static final JsonNode NONE = MissingNode.getInstance();
    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int MOST_VALUES = 1_000_000;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NUMBER).maxStringLength(LONGEST_TEXT).maxTokenCount(MOST_VALUES).build())
            .build()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {
    }

    /** Reads a document. */
    static JsonNode read(byte[] bytes) throws IOException {
        var node = MAPPER.readTree(bytes);
        return node == null ? NONE : node;
    }

    /** A text that is not blank. */
    static Optional<String> text(JsonNode node) {
        return node.isTextual() && !node.asText().isBlank() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** A whole number that is not negative. */
    static Optional<Long> amount(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0 ? Optional.of(node.asLong())
                : Optional.empty();
    }

    static List<String> texts(JsonNode node) {
        return node.isTextual() ? List.of(node.asText()) : StreamSupport.stream(node.spliterator(), false)
                .filter(JsonNode::isTextual).map(JsonNode::asText).toList();
    }

    static Map<String, String> map(JsonNode node) {
        var map = new LinkedHashMap<String, String>();
        node.properties().forEach(field -> {
            if (field.getValue().isTextual()) {
                map.put(field.getKey(), field.getValue().asText());
            }
        });
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
}
