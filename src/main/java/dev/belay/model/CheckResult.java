package dev.belay.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a check has answered so far in a rollout.
 *
 * @param failuresInARow since the last try that did not fail; a try that told nothing is not one of them
 * @param countedAt the last try that told something, unlike one whose answer stays open; null: there was none
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
        @Nullable Instant countedAt,
        @Nullable String answer) {
    /** What is known of a check. */
    public enum State {
        PENDING,
        PASSED,
        FAILED,
        /** It does not hold, and did not before the rollout began either: it must by the end of the soak. */
        EXCUSED
    }

    /** Whether the verification of a rollout waits for it no longer. */
    public boolean decided() {
        return state != State.PENDING;
    }

    /** The same in another state. */
    public CheckResult in(State other) {
        return new CheckResult(name, optional, other, tries, failuresInARow, startedAt, triedAt, countedAt, answer);
    }
}
