package dev.belay.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An object of known fields while it is read: each field is asked for by name, and {@link #done} reports those that nobody
 * asked for. Nothing stops at the first problem.
 */
final class Fields {
    private final Part part;
    private final Node.Mapping mapping;
    private final SequencedMap<String, Node.Entry> entries;
    private final List<String> known = new ArrayList<>();
    private final Set<String> forLater = new HashSet<>();
    private final int before;

    Fields(Part part, Node.Mapping mapping, SequencedMap<String, Node.Entry> entries) {
        this.part = part;
        this.mapping = mapping;
        this.entries = entries;
        this.before = part.problems().count();
    }

    <T> Read<T> required(String key, Reader<T> reader) {
        if (!has(key)) {
            known.add(key);
            return new Part(Part.below(part.path(), key), mapping, part.problems()).fail("missing", reader.expected());
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

    /** Fields of the contract that a later release brings: refused, never ignored. */
    void later(String... keys) {
        for (String key : keys) {
            known.add(key);
            forLater.add(key);
            var entry = entries.get(key);
            if (entry != null) {
                part.problems()
                        .add(new Problem(
                                part.problems().place(),
                                entry.at(),
                                Part.below(part.path(), key),
                                "not supported yet",
                                "",
                                null));
            }
        }
    }

    /** Reports unless exactly one of these fields is there. */
    void exactlyOneOf(String... keys) {
        List<String> present = List.of(keys).stream().filter(this::has).toList();
        if (present.size() == 1) {
            return;
        }
        part.fail(
                present.isEmpty() ? "none of " + String.join(", ", keys) : String.join(" and ", present),
                "exactly one of " + String.join(", ", keys));
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

    /** Ends the object: reports unknown fields and, if all was in order, builds what it stands for. */
    <T> Read<T> done(Supplier<T> build) {
        for (var entry : entries.values()) {
            if (!known.contains(entry.key())) {
                unknown(entry);
            }
        }
        return clean() ? Read.of(build.get()) : Read.nothing();
    }

    private void unknown(Node.Entry entry) {
        List<String> offered =
                known.stream().filter(key -> !forLater.contains(key)).toList();
        part.problems()
                .add(new Problem(
                        part.problems().place(),
                        entry.at(),
                        Part.below(part.path(), entry.key()),
                        "unknown field",
                        offered.isEmpty() ? "no fields" : "one of " + String.join(", ", offered),
                        Spelling.nearest(entry.key(), offered)));
    }

    private <T> Read<T> mark(String key, T fallback) {
        known.add(key);
        return Read.of(fallback);
    }
}
