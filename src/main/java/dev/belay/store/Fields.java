package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An object of known fields while it is read: each field is asked for by name, and {@link #done} reports those that nobody
 * asked for. Nothing stops at the first problem.
 */
final class Fields {
    private final Part part;
    private final Node.Mapping mapping;
    private final SequencedMap<String, Node.Entry> entries;
    private final List<String> known = new ArrayList<>();
    private final List<Lack> lacks = new ArrayList<>();
    private final int before;

    /** A field, or one of several, that is not there: told at the end, unless it is there but misspelt. */
    private record Lack(List<String> keys, String path, String found, String expected) {}

    Fields(Part part, Node.Mapping mapping, SequencedMap<String, Node.Entry> entries) {
        this.part = part;
        this.mapping = mapping;
        this.entries = entries;
        this.before = part.problems().count();
    }

    <T> Read<T> required(String key, Reader<T> reader) {
        if (!has(key)) {
            known.add(key);
            lacks.add(new Lack(List.of(key), Part.below(part.path(), key), "missing", reader.expected()));
            return Read.nothing();
        }
        return optional(key, reader);
    }

    /** A field that may be left out. An explicit null is not leaving it out. */
    <T> Read<T> optional(String key, Reader<T> reader) {
        known.add(key);
        var entry = entries.get(key);
        return entry == null ? Read.nothing() : reader.read(part.child(key, entry.value()));
    }

    <T> Read<T> optional(String key, Reader<T> reader, T fallback) {
        return has(key) ? optional(key, reader) : mark(key, fallback);
    }

    /** Reports unless exactly one of these fields is there. */
    void exactlyOneOf(String... keys) {
        List<String> all = List.of(keys);
        List<String> present = all.stream().filter(this::has).toList();
        String expected = "exactly one of " + String.join(", ", all);
        if (present.size() > 1) {
            part.fail(String.join(" and ", present), expected);
        }
        atLeastOneOf(all, "none of " + String.join(", ", all), expected);
    }

    /** Reports unless one or more of these fields are there. */
    void atLeastOneOf(List<String> keys, String found, String expected) {
        if (keys.stream().noneMatch(this::has)) {
            lacks.add(new Lack(keys, part.path(), found, expected));
        }
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The part of a field that is there. */
    Part at(String key) {
        var entry = entries.get(key);
        return entry == null ? part : part.child(key, entry.value());
    }

    Part part() {
        return part;
    }

    /** Whether nothing was reported since this object was begun. */
    boolean clean() {
        return part.problems().count() == before;
    }

    /** Ends the object: reports missing and unknown fields and, if all was in order, builds what it stands for. */
    <T> Read<T> done(Supplier<T> build) {
        var unknown = entries.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .toList();
        var meant = unknown.stream().map(this::meant).filter(Objects::nonNull).toList();
        for (var lack : lacks) {
            if (lack.keys().stream().noneMatch(meant::contains)) {
                new Part(lack.path(), mapping, part.problems()).fail(lack.found(), lack.expected());
            }
        }
        unknown.forEach(this::unknown);
        return lacks.isEmpty() && clean() ? Read.of(build.get()) : Read.nothing();
    }

    private @Nullable String meant(Node.Entry entry) {
        return Spelling.nearest(entry.key(), known);
    }

    private void unknown(Node.Entry entry) {
        part.problems()
                .add(new Problem(
                        part.problems().place(),
                        entry.at(),
                        Part.below(part.path(), entry.key()),
                        "unknown field",
                        known.isEmpty() ? "no fields" : "one of " + String.join(", ", known),
                        meant(entry)));
    }

    private <T> Read<T> mark(String key, T fallback) {
        known.add(key);
        return Read.of(fallback);
    }
}
