package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Condition;
import dev.belay.model.Condition.Truth;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.rollout.Admitted.Pending;
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

    /** @param since since when something has had a value */
    Conditions(
            Root root,
            SequencedMap<String, ComponentReport> reports,
            Situation situation,
            BiFunction<String, String, Instant> since) {
        this.root = root;
        this.reports = reports;
        this.situation = situation;
        this.since = since;
    }

    /**
     * All of them.
     *
     * @param unhealthy why the target is not well; null: it is, as far as is known
     */
    List<Condition> all(@Nullable String unhealthy) {
        return List.of(synced(), healthy(unhealthy), verified(), held(), stalled());
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
        boolean unseen = root.rollout() == null && root.admitted().unseen();
        String reason = root.rollout() != null ? "RollingOut" : unseen ? "DriftedUnseen" : "Drifted";
        return condition(Condition.Type.SYNCED, Truth.FALSE, reason, differences + (unseen ? UNSEEN : pause()));
    }

    private static final String UNSEEN =
            " (it changed while Belay was not looking: reported, not undone, until it is admitted or pinned anew)";

    private String pause() {
        Instant from = root.history().correctsFrom();
        return root.rollout() == null && situation.now().isBefore(from)
                ? " (corrected " + root.history().corrections()
                        + " times in a row, so somebody undoes it; not again before " + from + ")"
                : "";
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
        String answers = Wording.checks(last.checks());
        if (last.checks().stream().anyMatch(check -> check.state() == CheckResult.State.FAILED && !check.optional())) {
            return condition(Condition.Type.VERIFIED, Truth.FALSE, "CheckFailed", answers);
        }
        return last.outcome() == Outcome.SUCCEEDED
                ? condition(Condition.Type.VERIFIED, Truth.TRUE, "ChecksPassed", answers)
                : condition(Condition.Type.VERIFIED, Truth.UNKNOWN, "NotVerifiedYet", answers);
    }

    private Condition held() {
        Pending pending = root.admitted().pending();
        if (pending != null) {
            return condition(Condition.Type.HELD, Truth.TRUE, "Held", "the pin is kept back by " + pending.by());
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
        return condition(Condition.Type.STALLED, Truth.FALSE, "NotStalled", "nothing is stalled");
    }

    private Condition condition(Condition.Type type, Truth truth, String reason, String message) {
        return new Condition(type, truth, reason, message, since.apply(type.word(), truth.word()));
    }
}
