package dev.belay.localcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** JSON as AWS writes it: times are seconds with a fraction, fields keep their order. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode array(Stream<? extends JsonNode> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }

    /**
     * The JSON object that was sent; an empty body is an empty one.
     *
     * @throws IllegalArgumentException where it is not a JSON object
     */
    public static ObjectNode parse(byte[] body) {
        try {
            JsonNode node = body.length == 0 ? object() : MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("a JSON object is expected");
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("not JSON: " + e.getMessage(), e);
        }
    }

    public static ObjectNode parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String pretty(JsonNode node) {
        return node.toPrettyString() + "\n";
    }

    public static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    /** The same document, with each {@link Instant} in it as seconds. */
    public static JsonNode withTimes(JsonNode node) {
        return switch (node) {
            case POJONode pojo when pojo.getPojo() instanceof Instant time -> object().numberNode(seconds(time));
            case ObjectNode object -> {
                ObjectNode copy = object();
                object.properties().forEach(field -> copy.set(field.getKey(), withTimes(field.getValue())));
                yield copy;
            }
            case ArrayNode array -> array(array.valueStream().map(Json::withTimes));
            case JsonNode value -> value;
        };
    }

    public static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
