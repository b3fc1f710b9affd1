package dev.belay.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One part of a record that is there.
 *
 * @param path from the record's top, empty for the top itself
 * @param problems where this part's go
 */
record Given(String path, Node node, Problems problems) implements Part {
    @Override
    public <T> Read<T> fail(String found, String expected, @Nullable String suggestion) {
        problems.add(new Problem(problems.place(), node.at(), path, found, expected, suggestion));
        return Read.nothing();
    }

    @Override
    public <T> Read<T> object(Function<Fields, Read<T>> body) {
        return node instanceof Node.Mapping mapping
                ? body.apply(new GivenFields(this, mapping, unique(mapping)))
                : fail(described(), "an object");
    }

    @Override
    public <T> Read<SequencedMap<String, T>> entries(Reader<String> keys, Reader<T> values) {
        if (!(node instanceof Node.Mapping mapping)) {
            return fail(described(), "an object");
        }
        int before = problems.count();
        var all = new LinkedHashMap<String, T>();
        for (var entry : unique(mapping).values()) {
            var key = keys.read(new Given(path, new Node.Scalar(entry.at(), entry.key(), true), problems));
            var value = values.read(child(entry.key(), entry.value()));
            if (key.isPresent() && value.isPresent()) {
                all.put(key.get(), value.get());
            }
        }
        return problems.count() == before ? Read.of(all) : Read.nothing();
    }

    @Override
    public <T> Read<List<T>> items(Reader<T> items) {
        if (!(node instanceof Node.Sequence sequence)) {
            return fail(described(), "a list");
        }
        int before = problems.count();
        var all = new ArrayList<T>();
        for (int i = 0; i < sequence.items().size(); i++) {
            var item =
                    items.read(new Given(path + "[" + i + "]", sequence.items().get(i), problems));
            if (item.isPresent()) {
                all.add(item.get());
            }
        }
        return problems.count() == before ? Read.of(List.copyOf(all)) : Read.nothing();
    }

    @Override
    public <T> Read<T> wordOr(Text<T> word, Reader<T> other) {
        return node instanceof Node.Scalar ? word.read(this) : other.read(this);
    }

    @Override
    public <T> Read<T> tree(Reader<T> reader) {
        return reader.read(this);
    }

    @Override
    public <T> Read<T> some(Read<T> read, Predicate<T> isEmpty, String found, String expected) {
        return read.isPresent() && isEmpty.test(read.get()) ? fail(found, expected) : read;
    }

    @Override
    public <T> Read<List<T>> atMost(int most, Read<List<T>> read, String found, String expected) {
        return read.isPresent() && read.get().size() > most ? fail(found, expected) : read;
    }

    @Override
    public Read<List<String>> once(Read<List<String>> read) {
        return read.isPresent() && !Names.unique(this, read.get()) ? Read.nothing() : read;
    }

    Given child(String key, Node value) {
        return new Given(Part.below(path, key), value, problems);
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
                        Part.below(path, entry.key()),
                        "given twice" + where,
                        "it once",
                        null));
            }
        }
        return unique;
    }
}
