package dev.belay.store;

import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of a scalar: what can be said of it without knowing what it means. */
sealed interface Form {
    /** Text that is like this from end to end. Written so that ECMAScript reads it as Java does. */
    record Like(Pattern pattern) implements Form {}

    /** The same, but its reader looks at it itself, since it has more to say than that it is not. */
    record Told(Pattern pattern) implements Form {}

    /** Any text. */
    record Any() implements Form {
        static final String PATTERN = "[^\\u0000]*";
    }

    /** One of some words. */
    record Words(SequencedMap<String, ?> words) implements Form {}

    /** A whole number in a range, without quotes. */
    record Whole(int least, int most) implements Form {}

    /** A truth value, without quotes; which of the two may stand there. */
    record Flag(boolean mayBeFalse) implements Form {}

    /** A percentage with its sign. */
    record Percent() implements Form {
        static final Pattern PATTERN = Pattern.compile("(0?\\d{1,2}|100)%");
    }

    static Form like(String pattern) {
        return new Like(Pattern.compile(pattern));
    }

    static Form told(String pattern) {
        return new Told(Pattern.compile(pattern));
    }

    /** Whether a scalar has it. */
    default boolean takes(Node.Scalar scalar) {
        return switch (this) {
            case Like(Pattern pattern) -> pattern.matcher(scalar.text()).matches();
            case Told told -> true;
            case Any any -> true;
            case Words(var words) -> words.containsKey(scalar.text());
            case Whole(int least, int most) -> {
                boolean digits = !scalar.quoted() && scalar.text().matches("-?\\d{1,10}");
                yield digits && Long.parseLong(scalar.text()) >= least && Long.parseLong(scalar.text()) <= most;
            }
            case Flag(boolean mayBeFalse) -> {
                boolean flag = scalar.text().equals("true")
                        || (mayBeFalse && scalar.text().equals("false"));
                yield flag && !scalar.quoted();
            }
            case Percent percent -> Percent.PATTERN.matcher(scalar.text()).matches();
        };
    }

    /** A value as a record writes it; null: this form has no such value. */
    default @Nullable Object written(Object value) {
        return switch (this) {
            case Words(var words) ->
                words.entrySet().stream()
                        .filter(word -> word.getValue().equals(value))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(null);
            case Whole whole -> value;
            case Flag flag -> value;
            case Percent percent -> value + "%";
            case Like like -> value.toString();
            case Told told -> value.toString();
            case Any any -> value.toString();
        };
    }
}
