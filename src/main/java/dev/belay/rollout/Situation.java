package dev.belay.rollout;

import java.time.Instant;

/**
 * What a pass is decided in, apart from the root and what the components report.
 *
 * @param storeFresh whether records and state can be read and written now; otherwise nothing begins
 * @param watched whether Belay has looked at this target without interruption up to this pass
 * @param unnoticed the last look at the records before the one that this pass acts on
 */
record Situation(Instant now, Holding holding, boolean storeFresh, boolean watched, Instant unnoticed) {
    /** Whether anything may be done at all. */
    boolean mayAct() {
        return storeFresh && !holding.suspends();
    }

    Situation at(Instant later) {
        return new Situation(later, holding, storeFresh, watched, unnoticed);
    }
}
