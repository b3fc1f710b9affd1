package dev.belay.rollout;

import dev.belay.model.Check;
import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Condition;
import dev.belay.model.Condition.Truth;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.verify.Verification;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The aspects of a target's state, each with what is to be said about it. Pure. */
final class Conditions {
    private final Root root;
    private final SequencedMap<String, ComponentReport> reports;
    private final Situation situation;
    private final BiFunction<String, String, Instant> since;
    private final @Nullable Readiness readiness;

    /**
     * @param since since when something has had a value
     * @param readiness what a rollback would meet now; null: not looked into yet
     */
    Conditions(
            Root root,
            SequencedMap<String, ComponentReport> reports,
            Situation situation,
            BiFunction<String, String, Instant> since,
            @Nullable Readiness readiness) {
        this.root = root;
        this.reports = reports;
        this.situation = situation;
        this.since = since;
        this.readiness = readiness;
    }

    /**
     * All of them.
     *
     * @param unhealthy why the target is not well; null: it is, as far as is known
     */
    List<Condition> all(@Nullable String unhealthy) {
        return List.of(synced(), healthy(unhealthy), verified(), knownGood(), held(), stalled(), ready());
    }

    private boolean unreadable() {
        return reports.isEmpty()
                || reports.values().stream().anyMatch(report -> report.standing() instanceof Standing.Unknown);
    }

    private Condition synced() {
        String differences = reports.entrySet().stream()
                .filter(entry -> !(entry.getValue().standing() instanceof Standing.Synced))
                .map(entry -> entry.getKey() + " " + Wording.standing(entry.getValue()))
                .collect(Collectors.joining("; "));
        if (unreadable()) {
            String what = reports.isEmpty() ? "its records or its state could not be read yet" : differences;
            return condition(Condition.Type.SYNCED, Truth.UNKNOWN, "Unreadable", what);
        }
        if (differences.isEmpty()) {
            return condition(Condition.Type.SYNCED, Truth.TRUE, "AsPinned", "all components are as pinned");
        }
        if (root.rollout() != null) {
            return condition(Condition.Type.SYNCED, Truth.FALSE, "RollingOut", differences);
        } else if (!root.admitted().unseen()) {
            return condition(Condition.Type.SYNCED, Truth.FALSE, "Drifted", differences + pause());
        }
        return Drift.wentBack(root, reports)
                ? condition(Condition.Type.SYNCED, Truth.FALSE, "DriftedToKnownGood", differences + WENT_BACK)
                : condition(Condition.Type.SYNCED, Truth.FALSE, "DriftedUnseen", differences + UNSEEN);
    }

    private static final String UNSEEN =
            " (it changed while Belay was not looking: reported, not undone, until it is admitted or pinned anew)";

    private static final String WENT_BACK =
            " (what runs is known good and what is pinned is not: reported, not undone, until it is admitted or pinned anew)";

    private String pause() {
        Corrections corrections = root.corrections();
        Instant from = corrections.mayBeginFrom(Drift.ended(root), Drift.since(root, reports, situation.now()));
        if (!situation.now().isBefore(from)) {
            return "";
        }
        String undone = " (corrected " + corrections.rounds() + " times in a row since "
                + Wording.time(corrections.since()) + ", so somebody undoes it; ";
        return undone
                + (corrections.givenUp()
                        ? "not again until it is admitted or pinned anew)"
                        : "not again before " + Wording.time(from) + ")");
    }

    private Condition knownGood() {
        Course course = root.admitted().course();
        Combination current = root.history().current();
        Soak soak = root.soak();
        Target target = root.admitted().target();
        if (root.rollout() == null && current != null && KnownGood.is(root.history(), current)) {
            String since = current.provedAt() == null ? "" : ": proved at " + Wording.time(current.provedAt());
            String watched = soak == null || soak.from() == null || target == null
                    ? ""
                    : "; it is watched until " + Wording.time(soak.end(target.soak()));
            return condition(
                    Condition.Type.KNOWN_GOOD,
                    Truth.TRUE,
                    "Proved",
                    current.version() + " is known good" + since + watched);
        } else if (course.broken() != null) {
            return condition(Condition.Type.KNOWN_GOOD, Truth.FALSE, "Vetoed", course.broken());
        }
        Pin inForce = root.admitted().inForce();
        String veto = inForce == null ? null : Vetoes.of(root.history(), inForce);
        if (veto != null) {
            return condition(Condition.Type.KNOWN_GOOD, Truth.FALSE, "Vetoed", veto);
        } else if (soak != null && target != null && root.rollout() == null) {
            String until = soak.from() == null
                    ? "the soak begins anew when all is as pinned"
                    : "verification goes on until " + Wording.time(soak.end(target.soak()));
            return condition(Condition.Type.KNOWN_GOOD, Truth.FALSE, "Soaking", until);
        }
        return condition(Condition.Type.KNOWN_GOOD, Truth.FALSE, "NotProved", "what is in force was not proved yet");
    }

    /** Which required check of the running rollout should have told something by now and has not; null: none. */
    static @Nullable String untold(Root root, Instant now) {
        Rollout running = root.rollout();
        Target target = root.admitted().target();
        if (running == null || target == null || running.phase() != Phase.VERIFY) {
            return null;
        }
        for (Check check : target.verify()) {
            for (CheckResult result : running.checks()) {
                if (result.name().equals(check.name()) && Verification.overdue(check, result, now)) {
                    return "check " + check.name() + " can't be told: " + result.answer();
                }
            }
        }
        return null;
    }

    private Condition ready() {
        if (readiness == null) {
            return condition(Condition.Type.READY, Truth.UNKNOWN, "NotLookedAt", "not looked into yet");
        }
        // While something else is rolled out, what ran before is what one would go back to.
        Combination current = root.rollout() == null ? root.history().current() : null;
        Readiness.Said said = readiness.said(current == null ? "" : current.version());
        return condition(Condition.Type.READY, said.truth(), said.reason(), said.words());
    }

    private Condition healthy(@Nullable String unhealthy) {
        if (unhealthy != null) {
            return condition(Condition.Type.HEALTHY, Truth.FALSE, "Degraded", unhealthy);
        }
        return unreadable()
                ? condition(Condition.Type.HEALTHY, Truth.UNKNOWN, "Unreadable", "not all components can be read")
                : condition(Condition.Type.HEALTHY, Truth.TRUE, "NothingFails", "nothing is known to fail");
    }

    private Condition verified() {
        Rollout running = root.rollout();
        Rollout last = running != null ? running : root.history().last();
        if (last == null || root.admitted().due() != null) {
            return condition(Condition.Type.VERIFIED, Truth.UNKNOWN, "NotVerifiedYet", "no rollout was verified yet");
        }
        Soak soak = root.soak();
        List<CheckResult> checks = running == null && soak != null ? soak.checks() : last.checks();
        String answers = Wording.checks(checks);
        if (checks.stream().anyMatch(check -> check.state() == CheckResult.State.FAILED && !check.optional())) {
            return condition(Condition.Type.VERIFIED, Truth.FALSE, "CheckFailed", answers);
        }
        return last.outcome() == Outcome.SUCCEEDED
                ? condition(Condition.Type.VERIFIED, Truth.TRUE, "ChecksPassed", answers)
                : condition(Condition.Type.VERIFIED, Truth.UNKNOWN, "NotVerifiedYet", answers);
    }

    private Condition held() {
        Pending pending = root.admitted().pending();
        if (pending != null) {
            return condition(Condition.Type.HELD, Truth.TRUE, "PinPending", "the pin is kept back by " + pending.by());
        }
        return situation.holding().holds()
                ? condition(
                        Condition.Type.HELD,
                        Truth.TRUE,
                        "Held",
                        situation.holding().by())
                : condition(Condition.Type.HELD, Truth.FALSE, "NotHeld", "no hold is in force");
    }

    private Condition stalled() {
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Stalled stalled) {
                String message = entry.getKey() + ": " + stalled.message();
                return condition(Condition.Type.STALLED, Truth.TRUE, stalled.reason(), message);
            }
        }
        String untold = untold(root, situation.now());
        if (untold != null) {
            return condition(Condition.Type.STALLED, Truth.TRUE, "CheckUntold", untold);
        }
        Corrections corrections = root.corrections();
        if (root.rollout() == null && corrections.fight() && Drift.differs(reports)) {
            String hint = corrections.hint() == null ? "" : "; " + corrections.hint();
            String fight = "somebody undoes what Belay does: " + corrections.what() + hint + pause();
            return condition(Condition.Type.STALLED, Truth.TRUE, "Fight", fight);
        }
        return condition(Condition.Type.STALLED, Truth.FALSE, "NotStalled", "nothing is stalled");
    }

    private Condition condition(Condition.Type type, Truth truth, String reason, String message) {
        return new Condition(type, truth, reason, message, since.apply(type.word(), truth.word()));
    }
}
