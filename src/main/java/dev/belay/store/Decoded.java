package dev.belay.store;

import java.util.List;
import java.util.function.Function;

/** What reading a record gave: the record, or everything that is wrong with it. */
public sealed interface Decoded<T> {
    /** It is in order. */
    record Valid<T>(T value) implements Decoded<T> {}

    /**
     * It is not.
     *
     * @param problems at least one, from the top of the record
     */
    record Invalid<T>(List<Problem> problems) implements Decoded<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** All problems; none when it is valid. */
    default List<Problem> problems() {
        return switch (this) {
            case Valid<T> valid -> List.of();
            case Invalid<T> invalid -> invalid.problems();
        };
    }

    /** Goes on with the value, or keeps the problems. */
    default <R> Decoded<R> then(Function<T, Decoded<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Invalid<T>(List<Problem> problems) -> new Invalid<>(problems);
        };
    }
}
