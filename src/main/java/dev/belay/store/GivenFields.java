package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fields of an object that is there: {@link #done} reports those that nobody asked for. */
final class GivenFields implements Fields {
    private final Given part;
    private final Node.Mapping mapping;
    private final SequencedMap<String, Node.Entry> entries;
    private final List<String> known = new ArrayList<>();
    private final List<Lack> lacks = new ArrayList<>();
    private final int before;

    /** A field, or one of several, that is not there: told at the end, unless it is there but misspelt. */
    private record Lack(List<String> keys, String path, String found, String expected) {}

    GivenFields(Given part, Node.Mapping mapping, SequencedMap<String, Node.Entry> entries) {
        this.part = part;
        this.mapping = mapping;
        this.entries = entries;
        this.before = part.problems().count();
    }

    @Override
    public <T> Read<T> required(String key, String about, Reader<T> reader) {
        if (!has(key)) {
            known.add(key);
            lacks.add(new Lack(List.of(key), Part.below(part.path(), key), "missing", reader.expected()));
            return Read.nothing();
        }
        return optional(key, about, reader);
    }

    @Override
    public <T> Read<T> optional(String key, String about, Reader<T> reader) {
        known.add(key);
        var entry = entries.get(key);
        return entry == null ? Read.nothing() : reader.read(part.child(key, entry.value()));
    }

    @Override
    public <T> Read<T> optional(String key, String about, Reader<T> reader, T fallback) {
        var read = optional(key, about, reader);
        return has(key) ? read : Read.of(fallback);
    }

    @Override
    public <T> Read<T> requiredWith(String other, String key, String about, Reader<T> reader) {
        return has(other) ? required(key, about, reader) : Read.nothing();
    }

    @Override
    public <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader) {
        return has(other) ? optional(key, about, reader) : Read.nothing();
    }

    @Override
    public <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader, T fallback) {
        return has(other) ? optional(key, about, reader, fallback) : Read.nothing();
    }

    @Override
    public void exactlyOneOf(String... keys) {
        List<String> all = List.of(keys);
        List<String> present = all.stream().filter(this::has).toList();
        String expected = "exactly one of " + String.join(", ", all);
        if (present.size() > 1) {
            part.fail(String.join(" and ", present), expected);
        }
        atLeastOneOf(all, "none of " + String.join(", ", all), expected);
    }

    @Override
    public void atLeastOneOf(List<String> keys, String found, String expected) {
        if (keys.stream().noneMatch(this::has)) {
            lacks.add(new Lack(keys, part.path(), found, expected));
        }
    }

    @Override
    public void needs(String key, String other, String found, String expected) {
        if (has(key) && !has(other)) {
            at(key).fail(found, expected);
        }
    }

    @Override
    public void apart(String key, String other, String found, String expected) {
        if (has(key) && has(other)) {
            at(key).fail(found, expected);
        }
    }

    @Override
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    @Override
    public Part at(String key) {
        var entry = entries.get(key);
        return entry == null ? part : part.child(key, entry.value());
    }

    @Override
    public <T> Read<T> done(Supplier<T> build) {
        var unknown = entries.values().stream()
                .filter(entry -> !known.contains(entry.key()))
                .toList();
        var meant = unknown.stream().map(this::meant).filter(Objects::nonNull).toList();
        for (var lack : lacks) {
            if (lack.keys().stream().noneMatch(meant::contains)) {
                new Given(lack.path(), mapping, part.problems()).fail(lack.found(), lack.expected());
            }
        }
        unknown.forEach(this::unknown);
        boolean clean = part.problems().count() == before;
        return lacks.isEmpty() && clean ? Read.of(build.get()) : Read.nothing();
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
}
