package dev.belay.store;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One part of a record, as its reader sees it. There are two: what was {@link Given} in a record, and a {@link Sketch} of what
 * may stand there, which takes down what the reader asks for and gives it nothing. So a record's schema is what its readers
 * ask for, and can't say anything else.
 */
sealed interface Part permits Given, Sketch {
    int SHOWN = 60;

    /** Reads this part as an object of known fields. */
    <T> Read<T> object(Function<Fields, Read<T>> body);

    /** Reads this part as an object whose keys are the writer's own. */
    <T> Read<SequencedMap<String, T>> entries(Reader<String> keys, Reader<T> values);

    /** Reads this part as a list. */
    <T> Read<List<T>> items(Reader<T> items);

    /** Reads this part by one reader when it is a scalar, by the other when it is not. */
    <T> Read<T> wordOr(Text<T> word, Reader<T> other);

    /** Reads this part as a tree of any form. */
    <T> Read<T> tree(Reader<T> reader);

    /** What was read, unless that is empty, which is reported. */
    <T> Read<T> some(Read<T> read, Predicate<T> isEmpty, String found, String expected);

    /** The list that was read, unless it is longer, which is reported. */
    <T> Read<List<T>> atMost(int most, Read<List<T>> read, String found, String expected);

    /** The list that was read, unless an item is there twice; the second is reported. */
    Read<List<String>> once(Read<List<String>> read);

    <T> Read<T> fail(String found, String expected, @Nullable String suggestion);

    default <T> Read<T> fail(String found, String expected) {
        return fail(found, expected, null);
    }

    /** What stands here. */
    Node node();

    /** What stands here, in a few words. */
    default String described() {
        return switch (node()) {
            case Node.Mapping mapping -> "an object";
            case Node.Sequence sequence -> "a list";
            case Node.Null nothing -> "null";
            case Node.Scalar scalar -> quoted(scalar.text());
        };
    }

    /** The path of a field of what is at a path. */
    static String below(String path, String key) {
        if (key.matches("[A-Za-z0-9_-]{1,80}")) {
            return path.isEmpty() ? key : path + "." + key;
        }
        return path + "[" + quoted(key) + "]";
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
}
