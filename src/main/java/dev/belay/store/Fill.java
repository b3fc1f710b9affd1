package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mapping of a record being filled: what is null or empty is left out. */
final class Fill {
    private final List<Node.Entry> entries = new ArrayList<>();

    Fill node(String key, Node value) {
        entries.add(new Node.Entry(null, key, value));
        return this;
    }

    Fill text(String key, @Nullable Object value) {
        return value == null ? this : node(key, scalar(value));
    }

    /** A number or a truth value, which is not text. */
    Fill plain(String key, Object value) {
        return node(key, new Node.Scalar(null, value.toString(), false));
    }

    Fill texts(String key, List<String> values) {
        return nodes(key, values.stream().map(Fill::scalar).toList());
    }

    Fill nodes(String key, List<Node> values) {
        return values.isEmpty() ? this : node(key, new Node.Sequence(null, values));
    }

    <T> Fill mapping(String key, Map<String, T> values, Function<T, Node> encode) {
        if (values.isEmpty()) {
            return this;
        }
        var fill = new Fill();
        values.forEach((name, value) -> fill.node(name, encode.apply(value)));
        return node(key, fill.done());
    }

    Node.Mapping done() {
        return new Node.Mapping(null, entries);
    }

    /** A text, in quotes where it could be taken for anything else. */
    static Node scalar(Object text) {
        return new Node.Scalar(null, text.toString(), !YamlWriter.isPlain(text.toString()));
    }
}
