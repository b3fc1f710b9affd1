package dev.belay.simulation;

import dev.belay.model.Failure;
import java.time.Duration;

/** What becomes of a call. */
sealed interface Fate {
    /** All is well. */
    record Fine() implements Fate {}

    /** Nothing happens, and the caller is told. */
    record Refused(Failure failure) implements Fate {}

    /** It happens, and the caller can't know. */
    record LostReply() implements Fate {}

    /** It happens later than the caller waits. */
    record Late(Duration delay) implements Fate {}

    /** An answer that was true a while ago. */
    record Stale(Duration lag) implements Fate {}

    /** The process is stopped for so long before it happens, and knows nothing of it. */
    record StopBefore(Duration time) implements Fate {}

    /** It happens, and the process is stopped for so long before it hears of it. */
    record StopAfter(Duration time) implements Fate {}

    /** The process ends before it happens. */
    record CrashBefore() implements Fate {}

    /** It happens, and the process ends. */
    record CrashAfter() implements Fate {}

    /** Decides what becomes of each call. */
    @FunctionalInterface
    interface Fates {
        Fate of(Call call);

        /** Nothing goes wrong. */
        Fates KIND = call -> new Fine();
    }
}
