package dev.belay.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a pass is decided in, apart from the root and what the components report.
 *
 * @param storeFresh whether records and state can be read and written now; otherwise nothing begins
 * @param watchedSince since when Belay has looked at this target without interruption up to this pass; null: it has not
 * @param unnoticed the last look at the records before the one that this pass acts on
 */
record Situation(
        Instant now,
        Holding holding,
        boolean storeFresh,
        @Nullable Instant watchedSince,
        Instant unnoticed) {
    boolean watched() {
        return watchedSince != null;
    }

    /** Whether anything may be done at all. */
    boolean mayAct() {
        return storeFresh && !holding.suspends();
    }

    Situation at(Instant later) {
        return new Situation(later, holding, storeFresh, watchedSince, unnoticed);
    }
}
