package dev.belay.store;

import dev.belay.model.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes down the fields that an object's reader asks for. */
final class SketchFields implements Fields {
    private final SequencedMap<String, Shape.Field> fields = new LinkedHashMap<>();
    private final List<Shape.Rule> rules = new ArrayList<>();

    Shape.Structure structure() {
        return new Shape.Structure(Ordered.copy(fields), List.copyOf(rules));
    }

    @Override
    public <T> Read<T> required(String key, String about, Reader<T> reader) {
        return field(key, about, true, reader, null);
    }

    @Override
    public <T> Read<T> optional(String key, String about, Reader<T> reader) {
        return field(key, about, false, reader, null);
    }

    @Override
    public <T> Read<T> optional(String key, String about, Reader<T> reader, T fallback) {
        return field(key, about, false, reader, fallback);
    }

    @Override
    public <T> Read<T> requiredWith(String other, String key, String about, Reader<T> reader) {
        rules.add(new Shape.Rule.Needs(other, key));
        return optionalWith(other, key, about, reader);
    }

    @Override
    public <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader) {
        rules.add(new Shape.Rule.Needs(key, other));
        return optional(key, about, reader);
    }

    @Override
    public <T> Read<T> optionalWith(String other, String key, String about, Reader<T> reader, T fallback) {
        rules.add(new Shape.Rule.Needs(key, other));
        return optional(key, about, reader, fallback);
    }

    @Override
    public void exactlyOneOf(String... keys) {
        rules.add(new Shape.Rule.ExactlyOne(List.of(keys)));
    }

    @Override
    public void atLeastOneOf(List<String> keys, String found, String expected) {
        rules.add(new Shape.Rule.AtLeastOne(keys));
    }

    @Override
    public void needs(String key, String other, String found, String expected) {
        rules.add(new Shape.Rule.Needs(key, other));
    }

    @Override
    public void apart(String key, String other, String found, String expected) {
        rules.add(new Shape.Rule.Apart(key, other));
    }

    @Override
    public boolean has(String key) {
        return false;
    }

    @Override
    public Part at(String key) {
        return Sketch.blank();
    }

    @Override
    public <T> Read<T> done(Supplier<T> build) {
        return Read.nothing();
    }

    private <T> Read<T> field(String key, String about, boolean required, Reader<T> reader, @Nullable Object fallback) {
        var shape = Sketch.of(reader);
        var written = fallback == null ? null : shape.written(fallback);
        fields.put(key, new Shape.Field(about, required, written, shape));
        return Read.nothing();
    }
}
