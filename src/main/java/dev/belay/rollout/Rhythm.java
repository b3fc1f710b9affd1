package dev.belay.rollout;

import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Standing;
import dev.belay.reconcile.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a pass came to, and so when its target is looked at again. */
final class Rhythm {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Components components;
    private final Checks checks;
    private final Errands errands;
    private final InstantSource clock;
    private final Duration resync;

    Rhythm(Components components, Checks checks, Errands errands, InstantSource clock, Duration resync) {
        this.components = components;
        this.checks = checks;
        this.errands = errands;
        this.clock = clock;
        this.resync = resync;
    }

    /** The soonest of what its components, its checks and its next rollout ask for. */
    Outcome after(Root before, Root after, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Rollout rollout = after.rollout();
        if (!id(before.rollout()).equals(id(rollout)) || phase(before.rollout()) != phase(rollout)) {
            return new Outcome.Again(Duration.ZERO);
        }
        // A check that is due is tried only while its answer counts: coming back at once for it would be in vain.
        Duration soonest = situation.mayAct() ? checks.untilNext(after, clock.instant()) : null;
        if (RolloutPlanner.looksFirst(after, clock.instant())) {
            soonest = sooner(soonest, LOOK_AGAIN);
        }
        // What fails in the soak may be what somebody changed by hand: that is looked at before the next try counts.
        if (after.soak() != null && after.soak().checks().stream().anyMatch(check -> check.failuresInARow() > 0)) {
            components.lookAnew(after.target());
        }
        if (situation.mayAct() && Drift.isUnsure(after, reports, clock.instant())) {
            components.lookAnew(after.target());
            soonest = sooner(soonest, LOOK_AGAIN);
        }
        Failure failure = null;
        Standing.Stalled stalled = null;
        for (ComponentReport report : reports.values()) {
            switch (report.standing()) {
                case Standing.Moving moving -> soonest = sooner(soonest, moving.lookAgain());
                case Standing.Hindered hindered -> failure = hindered.failure();
                case Standing.Unknown unknown -> failure = unknown.failure();
                case Standing.Stalled stall -> stalled = stall;
                case Standing.Synced synced -> {}
                case Standing.Differs differs -> {}
                case Standing.Ended ended -> {}
            }
        }
        if (soonest != null) {
            return new Outcome.Again(soonest);
        } else if (failure != null) {
            return new Outcome.Failed(failure);
        }
        // Letters that wait for their receiver are no reason to call a target unsettled.
        Duration letters = situation.storeFresh() ? errands.untilNext(after, clock.instant()) : null;
        Duration rest = letters == null ? resync : sooner(letters, resync);
        return stalled == null ? new Outcome.Settled(rest) : new Outcome.Stalled(stalled.reason(), rest);
    }

    static String id(@Nullable Rollout rollout) {
        return rollout == null ? "" : rollout.id();
    }

    private static @Nullable Phase phase(@Nullable Rollout rollout) {
        return rollout == null ? null : rollout.phase();
    }

    private static Duration sooner(@Nullable Duration one, Duration other) {
        return one == null || other.compareTo(one) < 0 ? other : one;
    }
}
