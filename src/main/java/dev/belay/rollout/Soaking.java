package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Target;
import dev.belay.verify.Verification;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/** When what is in place begins to soak, and what comes of it. Pure. */
final class Soaking {
    private Soaking() {}

    /** After a rollout that succeeded. What is known good and was only put right again has soaked before. */
    static Root begin(Root root, Rollout succeeded, Situation situation) {
        Instant now = situation.now();
        Target target = root.admitted().target();
        Combination current = root.history().current();
        boolean onlyPutRight =
                succeeded.cause() == Cause.DRIFT && current != null && KnownGood.is(root.history(), current);
        if (target == null || current == null || onlyPutRight) {
            return root;
        }
        Instant live = succeeded.marks().getOrDefault(Mark.INVALIDATED, now);
        List<CheckResult> checks = Verification.soak(target.verify(), succeeded.checks(), now);
        // What it was live unwatched does not count.
        Instant watched = situation.watchedSince();
        Instant from = watched == null ? now : watched.isAfter(live) ? watched : live;
        return root.with(new Soak(succeeded.id(), from, checks));
    }

    /** While no rollout runs. What is not wholly in place does not soak: it begins anew when it is. */
    static Root conclude(Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Soak soak = root.soak();
        Target target = root.admitted().target();
        if (soak == null || target == null || !situation.mayAct()) {
            return root;
        }
        if (root.admitted().inForce() == null || root.admitted().course().broken() != null) {
            return root.with((Soak) null);
        }
        if (Drift.differs(reports)) {
            return root.with(soak.interrupted());
        }
        if (!RolloutPlanner.allSynced(reports.values())) {
            return root;
        }
        if (soak.from() == null || !situation.watched()) {
            return root.with(soak.from(situation.now()));
        }
        return switch (Verification.soakVerdict(
                target.verify(), soak.checks(), soak.end(target.soak()), situation.now())) {
            case Verification.Pending pending -> root;
            case Verification.Failed failed ->
                Ending.soakFailed(root, soak, "in the soak: " + failed.words(), situation.now());
            case Verification.Passed passed ->
                situation.now().isBefore(soak.end(target.soak())) ? root : proved(root, soak, situation.now());
        };
    }

    private static Root proved(Root root, Soak soak, Instant now) {
        History history = root.history()
                .current(combination -> combination.proved(now))
                .amended(rollout -> rollout.id().equals(soak.rollout())
                        ? new RolloutDraft(rollout)
                                .step(now, null, "known good: the soak is over")
                                .rollout()
                        : rollout);
        return root.with(history)
                .with((Soak) null)
                .with(root.admitted().course(root.admitted().course().prove()));
    }
}
