package dev.belay.reconcile;

import dev.belay.model.Failure;
import java.time.Duration;

/** What a pass came to. The loop has one switch over it. */
public sealed interface Outcome {
    /** As it should be, or nothing that a pass could do about it. Looked at again after {@code resync}. */
    record Settled(Duration resync) implements Outcome {}

    /** Under way; there is more to do, or to see, after {@code delay}. Zero: at once. */
    record Again(Duration delay) implements Outcome {}

    /** A passing fault: tried again with backoff. */
    record Failed(Failure failure) implements Outcome {}

    /** Nothing comes forward by itself; looked at again after {@code resync}, and at once when something changes. */
    record Stalled(String reason, Duration resync) implements Outcome {}

    /** The key is no more; forgotten. */
    record Gone() implements Outcome {}

    /** For metrics: {@code settled}, {@code again}, {@code failed}, {@code stalled} or {@code gone}. */
    default String word() {
        return switch (this) {
            case Settled s -> "settled";
            case Again a -> "again";
            case Failed f -> "failed";
            case Stalled s -> "stalled";
            case Gone g -> "gone";
        };
    }
}
