package dev.belay.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One part of a record while it is read.
 *
 * @param path from the record's top, empty for the top itself
 * @param problems where this part's go
 */
record Part(String path, Node node, Problems problems) {
    private static final int SHOWN = 60;

    <T> Read<T> fail(String found, String expected) {
        return fail(found, expected, null);
    }

    <T> Read<T> fail(String found, String expected, @Nullable String suggestion) {
        problems.add(new Problem(problems.place(), node.at(), path, found, expected, suggestion));
        return Read.nothing();
    }

    /** Reads this part as an object of known fields. */
    <T> Read<T> object(Function<Fields, Read<T>> body) {
        return node instanceof Node.Mapping mapping
                ? body.apply(new Fields(this, mapping, unique(mapping)))
                : fail(described(), "an object");
    }

    /** Reads this part as an object whose keys are the writer's own. */
    <T> Read<SequencedMap<String, T>> entries(Reader<String> keys, Reader<T> values) {
        if (!(node instanceof Node.Mapping mapping)) {
            return fail(described(), "an object");
        }
        int before = problems.count();
        var all = new LinkedHashMap<String, T>();
        for (var entry : unique(mapping).values()) {
            var key = keys.read(new Part(path, new Node.Scalar(entry.at(), entry.key(), true), problems));
            var value = values.read(child(entry.key(), entry.value()));
            if (key.isPresent() && value.isPresent()) {
                all.put(key.get(), value.get());
            }
        }
        return problems.count() == before ? Read.of(all) : Read.nothing();
    }

    /** Reads this part as a list. */
    <T> Read<List<T>> items(Reader<T> items) {
        if (!(node instanceof Node.Sequence sequence)) {
            return fail(described(), "a list");
        }
        int before = problems.count();
        var all = new ArrayList<T>();
        for (int i = 0; i < sequence.items().size(); i++) {
            var item =
                    items.read(new Part(path + "[" + i + "]", sequence.items().get(i), problems));
            if (item.isPresent()) {
                all.add(item.get());
            }
        }
        return problems.count() == before ? Read.of(List.copyOf(all)) : Read.nothing();
    }

    Part child(String key, Node value) {
        return new Part(below(path, key), value, problems);
    }

    /** The path of a field of what is at a path. */
    static String below(String path, String key) {
        if (key.matches("[A-Za-z0-9_-]{1,80}")) {
            return path.isEmpty() ? key : path + "." + key;
        }
        return path + "[" + quoted(key) + "]";
    }

    /** What stands here, in a few words. */
    String described() {
        return switch (node) {
            case Node.Mapping mapping -> "an object";
            case Node.Sequence sequence -> "a list";
            case Node.Null nothing -> "null";
            case Node.Scalar scalar -> quoted(scalar.text());
        };
    }

    /** A text in quotes, on one line and cut. */
    static String quoted(String text) {
        var shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '"' -> shown.append("\\\"");
                default -> {
                    if (Character.isISOControl(c)) {
                        shown.append("\\u%04x".formatted(c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    /** The entries by key; a key that is given twice is reported and its first value counts. */
    private SequencedMap<String, Node.Entry> unique(Node.Mapping mapping) {
        var unique = new LinkedHashMap<String, Node.Entry>();
        Map<String, Node.Entry> first = new HashMap<>();
        for (var entry : mapping.entries()) {
            var earlier = first.putIfAbsent(entry.key(), entry);
            if (earlier == null) {
                unique.put(entry.key(), entry);
            } else {
                String where = earlier.at() == null
                        ? ""
                        : ", first in line " + earlier.at().line();
                problems.add(new Problem(
                        problems.place(),
                        entry.at(),
                        below(path, entry.key()),
                        "given twice" + where,
                        "it once",
                        null));
            }
        }
        return unique;
    }
}
