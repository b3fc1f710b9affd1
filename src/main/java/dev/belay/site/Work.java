package dev.belay.site;

import dev.belay.reconcile.Journal;
import dev.belay.reconcile.Parallel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/**
 * What the steps of one pass work with.
 *
 * @param deadline when this slice ends: no further call is begun, so that pin, hold and lease are read again
 */
record Work(
        SiteApi api,
        Parallel parallel,
        InstantSource clock,
        Subject subject,
        String rollout,
        Journal<SiteState> journal,
        SiteSession session,
        Instant deadline) {
    private static final int AT_ONCE = 64;

    /** Whether this slice is over. */
    boolean isOver() {
        return !clock.instant().isBefore(deadline);
    }

    /** An intent, or what is known now: durable before anything is done on the strength of it. */
    void save(SiteState state) {
        if (!state.equals(session.durable())) {
            journal.save(state);
        }
        session.saved(state);
    }

    void record(String what) {
        journal.record(what);
    }

    /** Calls for each item, at most 64 at once. */
    <T, R> List<R> each(List<T> items, Function<T, R> call) {
        return parallel.map(items, AT_ONCE, call);
    }
}
