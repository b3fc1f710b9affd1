package dev.belay.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A record's tree as JSON, for stores where a record was written as JSON and shall stay so. */
final class JsonWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,6})?");

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]++)?");

    private JsonWriter() {}

    static String of(Node.Mapping record) {
        return json(record).toPrettyString() + "\n";
    }

    /** On one line. */
    static String compact(Node node) {
        return json(node).toString();
    }

    /** Whether a text without quotes is written as a number. */
    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** Whether JSON takes a text without quotes for a number, however long. */
    static boolean looksLikeNumber(String text) {
        return JSON_NUMBER.matcher(text).matches();
    }

    private static JsonNode json(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Null ignored -> JSON.nullNode();
        };
    }

    /** Scalars are taken as written, so only what JSON would write the same way goes without quotes. */
    private static JsonNode scalar(Node.Scalar scalar) {
        String text = scalar.text();
        if (scalar.quoted()) {
            return JSON.textNode(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return JSON.booleanNode(text.equals("true"));
        }
        return isNumber(text) ? DecimalNode.valueOf(new BigDecimal(text)) : JSON.textNode(text);
    }
}
