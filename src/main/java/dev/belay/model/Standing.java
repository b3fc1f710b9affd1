package dev.belay.model;

import java.time.Duration;

/** Where a component stands against what it is held to, as its controller saw it in this pass. */
public sealed interface Standing {
    /** All is as it should be, proved. */
    record Synced() implements Standing {}

    /** Something is not as it should be, and nothing was done about it: the mandate did not reach so far. */
    record Differs(String difference) implements Standing {}

    /** Under way, and in which part of the way: the times of a rollout by phase are told from it. */
    record Moving(Stage stage, String progress, Duration lookAgain) implements Standing {}

    /** The parts of a component's way, in their order; a kind of component need not have them all. */
    enum Stage {
        /** Writing: a revision, the update, copies. */
        APPLY,
        /** All is written; waiting for the new tasks to be the only ones. */
        STABILISE,
        /** All is live; waiting for the caches to let go of the old. */
        INVALIDATE
    }

    /** A passing fault is in the way: tried again with backoff, never a verdict on the version. */
    record Hindered(Failure failure) implements Standing {}

    /**
     * It does not come forward by itself as far as Belay can see; a person or time has to help. Looked at again at every resync.
     *
     * @param reason one word in CamelCase, a condition's reason
     */
    record Stalled(String reason, String message) implements Standing {}

    /**
     * The move ended, and not well.
     *
     * @param outcome how the rollout ended
     * @param vetoes whether the version failed by its own doing and is not to be applied again by itself
     */
    record Ended(Rollout.Outcome outcome, String message, boolean vetoes) implements Standing {}

    /** It can't be read, so nothing is known. */
    record Unknown(Failure failure) implements Standing {}
}
