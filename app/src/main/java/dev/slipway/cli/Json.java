package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;

/** What the commands print for programs. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode array(Collection<String> values) {
        var array = array();
        values.forEach(array::add);
        return array;
    }

    /** Prints a whole answer, indented. */
    static void print(Console console, JsonNode node) {
        write(console, PRETTY, node);
    }

    /** Prints one object of a stream on a line of its own. */
    static void printLine(Console console, JsonNode node) {
        write(console, MAPPER.writer(), node);
    }

    private static void write(Console console, ObjectWriter writer, JsonNode node) {
        try {
            console.out().println(writer.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
