package dev.belay.store.dynamodb;

import dev.belay.store.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Between attributes of an item and a record's tree. */
final class Attributes {
    private Attributes() {}

    /** An attribute of a type that no record has. */
    static final class NoRecordException extends Exception {
        private static final long serialVersionUID = 1L;

        NoRecordException(String message) {
            super(message);
        }
    }

    /**
     * An attribute as a part of a tree: a number is a scalar as if written without quotes, a string one with.
     *
     * @param path for the message
     */
    static Node node(String path, AttributeValue value) throws NoRecordException {
        return switch (value.type()) {
            case S -> new Node.Scalar(null, value.s(), true);
            case N -> new Node.Scalar(null, value.n(), false);
            case BOOL -> new Node.Scalar(null, value.bool().toString(), false);
            case NUL -> new Node.Null(null);
            case M -> mapping(path, value.m());
            case L -> {
                List<Node> items = new ArrayList<>();
                for (AttributeValue item : value.l()) {
                    items.add(node(path + "[" + items.size() + "]", item));
                }
                yield new Node.Sequence(null, items);
            }
            case B, BS, NS, SS, UNKNOWN_TO_SDK_VERSION ->
                throw new NoRecordException("the attribute " + path + " is of type " + value.type()
                        + "; records have strings, numbers, booleans, maps and lists");
        };
    }

    /** Sorted by key: an item has no order of its own. */
    static Node.Mapping mapping(String path, Map<String, AttributeValue> attributes) throws NoRecordException {
        List<Node.Entry> entries = new ArrayList<>();
        for (var attribute : new TreeMap<>(attributes).entrySet()) {
            String below = path.isEmpty() ? attribute.getKey() : path + "." + attribute.getKey();
            entries.add(new Node.Entry(null, attribute.getKey(), node(below, attribute.getValue())));
        }
        return new Node.Mapping(null, entries);
    }

    static AttributeValue value(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> AttributeValue.fromM(values(mapping));
            case Node.Sequence sequence ->
                AttributeValue.fromL(
                        sequence.items().stream().map(Attributes::value).toList());
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Null none -> AttributeValue.fromNul(true);
        };
    }

    static Map<String, AttributeValue> values(Node.Mapping mapping) {
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> values.put(entry.key(), value(entry.value())));
        return values;
    }

    private static AttributeValue scalar(Node.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.quoted() && (text.equals("true") || text.equals("false"))) {
            return AttributeValue.fromBool(text.equals("true"));
        }
        return scalar.isExactNumber() ? AttributeValue.fromN(text) : AttributeValue.fromS(text);
    }

    /** One text for equal values, whatever the order of their keys: the type and the length are part of it, so nothing is mistaken. */
    static void canonical(AttributeValue value, StringBuilder text) {
        text.append(value.type()).append(' ');
        switch (value.type()) {
            case S -> sized(value.s(), text);
            case N -> sized(value.n(), text);
            case BOOL -> text.append(value.bool());
            case NUL -> text.append("null");
            case M -> canonical(value.m(), text);
            case L -> {
                text.append(value.l().size()).append('[');
                value.l().forEach(item -> canonical(item, text));
                text.append(']');
            }
            case B, BS, NS, SS, UNKNOWN_TO_SDK_VERSION -> sized(value.toString(), text);
        }
    }

    static void canonical(Map<String, AttributeValue> attributes, StringBuilder text) {
        text.append(attributes.size()).append('{');
        new TreeMap<>(attributes).forEach((name, value) -> {
            sized(name, text);
            canonical(value, text);
        });
        text.append('}');
    }

    private static void sized(String part, StringBuilder text) {
        text.append(part.length()).append(':').append(part).append(' ');
    }
}
