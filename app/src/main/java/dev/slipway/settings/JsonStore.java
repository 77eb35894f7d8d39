package dev.slipway.settings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A JSON object in a file. Read by the streaming parser alone, since settings are read on the way to every first
 * picture and every command's answer, and data binding takes longer to get ready than the reading itself.
 */
final class JsonStore {
    private static final long LARGEST = 1 << 20;
    private static final int DEEPEST = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonStore() {
    }

    static ObjectNode empty() {
        return NODES.objectNode();
    }

    /**
     * Reads the object in a file.
     *
     * @throws IOException when it cannot be read, is too large or no JSON object
     */
    static ObjectNode read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("Larger than any settings file: " + file);
        }
        try (var parser = JsonFactory.builder().build().createParser(Files.readString(file, StandardCharsets.UTF_8))) {
            parser.nextToken();
            if (value(parser, 0) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IOException("Not JSON: " + file, e);
        }
        throw new IOException("Not a JSON object: " + file);
    }

    private static JsonNode value(JsonParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("The JSON is nested too deeply");
        }
        var token = parser.currentToken();
        if (token == null) {
            throw new IOException("The JSON ends too early");
        }
        return switch (token) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    var name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser, depth + 1));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser, depth + 1));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    /** The text of the file for an object. */
    static byte[] bytes(ObjectNode object) throws IOException {
        return Written.WRITER.writeValueAsBytes(object);
    }

    /** Made for the first writing. */
    private static final class Written {
        static final ObjectWriter WRITER = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
    }
}
