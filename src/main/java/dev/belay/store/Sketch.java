package dev.belay.store;

import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A part of no record: takes down the shape that its reader asks for. */
final class Sketch implements Part {
    private @Nullable Shape shape;

    private Sketch() {}

    /** What a reader asks for. */
    static Shape of(Reader<?> reader) {
        var sketch = new Sketch();
        reader.read(sketch);
        return Objects.requireNonNull(sketch.shape, "a reader that asked for nothing");
    }

    /** Of a part that nobody asks about. */
    static Sketch blank() {
        return new Sketch();
    }

    /** Takes down a shape. */
    <T> Read<T> is(Shape shape) {
        this.shape = shape;
        return Read.nothing();
    }

    @Override
    public <T> Read<T> object(Function<Fields, Read<T>> body) {
        var fields = new SketchFields();
        var nothing = body.apply(fields);
        is(fields.structure());
        return nothing;
    }

    @Override
    public <T> Read<SequencedMap<String, T>> entries(Reader<String> keys, Reader<T> values) {
        return is(new Shape.Dictionary(of(keys), of(values), 0));
    }

    @Override
    public <T> Read<List<T>> items(Reader<T> items) {
        return is(new Shape.Series(of(items), 0, Integer.MAX_VALUE, false));
    }

    @Override
    public <T> Read<T> wordOr(Text<T> word, Reader<T> other) {
        return is(new Shape.Either(of(word), of(other)));
    }

    @Override
    public <T> Read<T> tree(Reader<T> reader) {
        return is(new Shape.Tree());
    }

    @Override
    public <T> Read<T> some(Read<T> read, Predicate<T> isEmpty, String found, String expected) {
        if (shape instanceof Shape.Dictionary all) {
            return is(new Shape.Dictionary(all.keys(), all.values(), 1));
        }
        var all = series();
        return is(new Shape.Series(all.items(), 1, all.most(), all.once()));
    }

    @Override
    public <T> Read<List<T>> atMost(int most, Read<List<T>> read, String found, String expected) {
        var all = series();
        return is(new Shape.Series(all.items(), all.least(), most, all.once()));
    }

    @Override
    public Read<List<String>> once(Read<List<String>> read) {
        var all = series();
        return is(new Shape.Series(all.items(), all.least(), all.most(), true));
    }

    private Shape.Series series() {
        if (shape instanceof Shape.Series series) {
            return series;
        }
        throw new IllegalStateException("no list: " + shape);
    }

    @Override
    public <T> Read<T> fail(String found, String expected, @Nullable String suggestion) {
        return Read.nothing();
    }

    @Override
    public Node node() {
        return new Node.Null(null);
    }
}
