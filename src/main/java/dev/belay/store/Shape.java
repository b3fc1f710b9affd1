package dev.belay.store;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What may stand at one part of a record, as far as its reader says it without looking at other parts. */
sealed interface Shape {
    /** An object of known fields. */
    record Structure(SequencedMap<String, Field> fields, List<Rule> rules) implements Shape {}

    /** An object whose keys are the writer's own. */
    record Dictionary(Shape keys, Shape values, int least) implements Shape {}

    /** A list. */
    record Series(Shape items, int least, int most, boolean once) implements Shape {}

    /**
     * A scalar.
     *
     * @param references whether they may stand in it
     */
    record Scalar(Text<?> text, boolean references) implements Shape {}

    /** A word, or something else. */
    record Either(Shape word, Shape other) implements Shape {}

    /** Anything but null. */
    record Tree() implements Shape {}

    /**
     * A field of an object.
     *
     * @param about a sentence on what it is for
     * @param fallback as it would be written; null: nothing stands for it where it is left out
     */
    record Field(String about, boolean required, @Nullable Object fallback, Shape shape) {}

    /** What an object's fields say of each other. */
    sealed interface Rule {
        /** One of them, and no other. */
        record ExactlyOne(List<String> keys) implements Rule {}

        /** One of them, or more. */
        record AtLeastOne(List<String> keys) implements Rule {}

        /** One is there only where the other is. */
        record Needs(String key, String other) implements Rule {}

        /** They are never both there. */
        record Apart(String key, String other) implements Rule {}
    }

    /** A value as a record writes it: a text, a truth value, a number or a list of these; null: it goes without saying. */
    default @Nullable Object written(Object value) {
        return switch (this) {
            case Scalar scalar -> scalar.text().form().written(value);
            case Either either -> {
                var word = either.word().written(value);
                yield word == null ? either.other().written(value) : word;
            }
            case Series series -> value instanceof List<?> list ? items(series.items(), list) : null;
            case Structure structure -> null;
            case Dictionary dictionary -> null;
            case Tree tree -> null;
        };
    }

    private static @Nullable List<Object> items(Shape shape, List<?> list) {
        var items = new ArrayList<Object>();
        for (var item : list) {
            var written = shape.written(item);
            if (written != null) {
                items.add(written);
            }
        }
        return items.isEmpty() ? null : items;
    }
}
