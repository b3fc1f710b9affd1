package dev.belay.rollout;

import java.util.List;
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

    /** As things stand it can't be done: nothing is pending, nothing is pinned. */
    record Impossible<T>(String why) implements Reply<T> {}

    /** This caller may not. */
    record Refused<T>(String why) implements Reply<T> {}
}
