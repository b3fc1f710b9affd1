package dev.belay.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check has answered so far in a rollout.
 *
 * @param failuresInARow since the last try that passed
 * @param answer the last answer in words, cut, without secrets
 */
public record CheckResult(
        String name,
        boolean optional,
        State state,
        int tries,
        int failuresInARow,
        Instant startedAt,
        @Nullable Instant triedAt,
        @Nullable String answer) {
    /** What is known of a check. */
    public enum State {
        PENDING,
        PASSED,
        FAILED
    }

    public boolean decided() {
        return state != State.PENDING;
    }
}
