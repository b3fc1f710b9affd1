package dev.belay.rollout;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the {@link Desk} answers to a request. */
public sealed interface Reply<T> {
    /** As asked. */
    record Done<T>(T value) implements Reply<T> {}

    /**
     * What was named does not exist.
     *
     * @param what in words: {@code target shop-production}
     */
    record NotFound<T>(String what) implements Reply<T> {}

    /**
     * It is not what the caller saw; nothing was written.
     *
     * @param current revision now; null: there is none
     */
    record Moved<T>(@Nullable String current) implements Reply<T> {}

    /**
     * The record is wrong; nothing was written.
     *
     * @param problems each naming place, field and what was expected
     */
    record Invalid<T>(List<String> problems) implements Reply<T> {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * As things stand it can't be done: nothing is pending, nothing is pinned.
     *
     * @param each what speaks against each of several ways; empty: there is only one
     */
    record Impossible<T>(String why, List<String> each) implements Reply<T> {
        public Impossible {
            each = List.copyOf(each);
        }

        public Impossible(String why) {
            this(why, List.of());
        }
    }

    /** This caller may not. */
    record Refused<T>(String why) implements Reply<T> {}

    /** Goes on with what was done, or keeps the answer. */
    default <R> Reply<R> then(Function<T, Reply<R>> next) {
        return switch (this) {
            case Done<T>(T value) -> next.apply(value);
            case NotFound<T>(String what) -> new NotFound<>(what);
            case Moved<T>(String current) -> new Moved<>(current);
            case Invalid<T>(List<String> problems) -> new Invalid<>(problems);
            case Impossible<T>(String why, List<String> each) -> new Impossible<>(why, each);
            case Refused<T>(String why) -> new Refused<>(why);
        };
    }
}
