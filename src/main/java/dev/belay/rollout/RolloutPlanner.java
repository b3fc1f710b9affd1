package dev.belay.rollout;

import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.Pin;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Standing;
import dev.belay.model.Standing.Stage;
import dev.belay.model.Target;
import dev.belay.rollout.Admitted.Revised;
import dev.belay.verify.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides for a target as a whole: when a rollout begins, which component may move, what a drift leads to, and how a
 * rollout ends. Pure: a function of the root, the reports and the situation.
 */
final class RolloutPlanner {
    private RolloutPlanner() {}

    /** Begins the rollout that is due. It supersedes the one that runs, at once, wherever that is. */
    static Root begin(Root root, Situation situation) {
        Admitted admitted = root.admitted();
        Revised pin = admitted.pin();
        if (pin == null) {
            return Ending.of(root, Outcome.SUPERSEDED, "the pin was deleted", situation.now());
        }
        Cause due = admitted.due();
        if (due == null || admitted.target() == null || !situation.mayAct()) {
            return root;
        }
        Root free = Ending.of(root, Outcome.SUPERSEDED, "superseded by what is in force now", situation.now());
        String reason = due == Cause.DRIFT
                ? "what changed while Belay was not looking was admitted"
                : pin.pin().reason();
        return start(free, due, reason, situation);
    }

    /** A rollout that starts is a new attempt: what was said of earlier ones does not bind it. */
    private static Root start(Root root, Cause cause, @Nullable String reason, Situation situation) {
        Pin pin = Objects.requireNonNull(root.admitted().pin(), "only what is pinned is rolled out")
                .pin();
        var services = new LinkedHashMap<>(root.services());
        services.replaceAll((name, state) -> state.beginRollout(pin.of(name)));
        var sites = new LinkedHashMap<>(root.sites());
        sites.replaceAll((name, state) -> state.beginRollout());
        String by = cause == Cause.DRIFT ? null : pin.by();
        return root.states(services, sites)
                .with(RolloutDraft.begin(root, cause, reason, by, situation))
                .with(root.admitted().due(null).unseen(false).failed(null));
    }

    /** A target that is no longer reconciled: should it come back, nothing goes on where it was. */
    static Root abandon(Root root, Instant now) {
        Root ended = Ending.of(root, Outcome.SUPERSEDED, "the target was deleted", now);
        return ended.with(ended.admitted().due(null));
    }

    /**
     * How much a component may do now.
     *
     * @param before what the components that were asked before it in this pass reported, by name
     */
    static Mandate mandate(Root root, String component, Map<String, ComponentReport> before, Situation situation) {
        Rollout rollout = root.rollout();
        if (root.admitted().pin() == null || !situation.mayAct()) {
            return Mandate.OBSERVE;
        }
        if (rollout == null) {
            return root.admitted().failed() == null ? Mandate.TEND : Mandate.OBSERVE;
        }
        if (rollout.phase() != Phase.APPLY) {
            return Mandate.OBSERVE;
        }
        return Turns.waits(root, component, before) ? Mandate.OBSERVE : Mandate.CONVERGE;
    }

    /** Takes down where a rollout that begins in this pass comes from. What was only looked at proves nothing yet. */
    static Root depart(Root root, SequencedMap<String, ComponentReport> reports) {
        Rollout rollout = root.rollout();
        if (rollout == null) {
            return root;
        }
        var draft = new RolloutDraft(rollout);
        reports.forEach(draft::learn);
        return root.with(draft.rollout());
    }

    /** Draws the conclusion from what every component reported: the root as it is to be stored. */
    static Root conclude(Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Rollout rollout = root.rollout();
        if (rollout == null) {
            return drift(root, reports, situation);
        }
        var draft = new RolloutDraft(rollout);
        reports.forEach(draft::learn);
        for (Mark mark : List.of(Mark.APPLIED, Mark.STABLE, Mark.INVALIDATED)) {
            if (reports.values().stream().allMatch(report -> isBehind(mark, report.standing()))) {
                draft.mark(mark, situation.now());
            }
        }
        return switch (rollout.phase()) {
            case APPLY -> applying(root, draft, reports, situation);
            case VERIFY -> verifying(root, draft, reports, situation);
            case DONE -> root;
        };
    }

    private static boolean isBehind(Mark mark, Standing standing) {
        if (standing instanceof Standing.Synced) {
            return true;
        }
        if (!(standing instanceof Standing.Moving moving)) {
            return false;
        }
        return switch (mark) {
            case UNNOTICED -> true;
            case APPLIED -> moving.stage().compareTo(Stage.APPLY) > 0;
            case STABLE -> moving.stage().compareTo(Stage.STABILISE) > 0;
            case INVALIDATED -> moving.stage().compareTo(Stage.INVALIDATE) > 0;
        };
    }

    private static Root applying(
            Root root, RolloutDraft draft, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Root learned = Ending.interfered(root.with(draft.rollout()), reports.values(), situation);
        // A passing fault does not end the effort of those that are under way.
        boolean underWay = reports.values().stream()
                .map(ComponentReport::standing)
                .anyMatch(standing -> standing instanceof Standing.Moving || standing instanceof Standing.Hindered);
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Ended ended && !underWay) {
                return Ending.of(learned, entry.getKey(), ended, situation.now());
            }
        }
        if (!allSynced(reports.values()) || !situation.mayAct()) {
            return learned;
        }
        draft.step(situation.now(), null, "all components are in place").phase(Phase.VERIFY);
        draft.checks(target(root).verify().stream()
                .map(check -> Verification.start(check, situation.now()))
                .toList());
        return verifying(learned, draft, reports, situation);
    }

    private static Target target(Root root) {
        return Objects.requireNonNull(root.admitted().target(), "a rollout runs only for an admitted target");
    }

    private static boolean allSynced(Collection<ComponentReport> reports) {
        return reports.stream().allMatch(report -> report.standing() instanceof Standing.Synced);
    }

    private static Root verifying(
            Root root, RolloutDraft draft, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Root current = root.with(draft.rollout());
        if (!situation.mayAct()) {
            return current;
        }
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Differs differs) {
                return changedMeanwhile(current, draft, entry.getKey(), differs.difference(), situation);
            }
        }
        if (!allSynced(reports.values())) {
            return current;
        }
        List<CheckResult> results = draft.rollout().checks();
        return switch (Verification.verdict(target(root).verify(), results)) {
            case Verification.Pending pending -> current;
            case Verification.Passed passed ->
                Ending.of(current, Outcome.SUCCEEDED, succeeded(reports), situation.now());
            case Verification.Failed failed -> Ending.unproved(current, failed.words(), situation.now());
        };
    }

    /** All was in place before: somebody has changed it since. */
    private static Root changedMeanwhile(
            Root root, RolloutDraft draft, String component, String difference, Situation situation) {
        if (!situation.watched()) {
            Root unseen = root.with(root.admitted().unseen(true));
            String message = component + " " + difference + ": it changed while Belay was not looking";
            return Ending.of(unseen, Outcome.SUPERSEDED, message, situation.now());
        }
        draft.step(situation.now(), component, difference).phase(Phase.APPLY);
        return root.with(draft.rollout());
    }

    private static String succeeded(SequencedMap<String, ComponentReport> reports) {
        var names = new ArrayList<String>();
        reports.forEach((component, report) ->
                names.add(component + (report.inForce() == null ? " is left alone" : " is " + report.inForce())));
        return "succeeded: " + String.join(", ", names);
    }

    /** What is done about a difference while no rollout runs. What failed is known to differ, and no drift. */
    private static Root drift(Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Admitted admitted = root.admitted();
        Target target = admitted.target();
        var differences = new ArrayList<String>();
        reports.forEach((component, report) -> {
            if (report.standing() instanceof Standing.Differs differs) {
                differences.add(component + " " + differs.difference());
            }
        });
        if (differences.isEmpty() || target == null || admitted.pin() == null) {
            return admitted.unseen() && allSynced(reports.values()) ? root.with(admitted.unseen(false)) : root;
        }
        if (admitted.failed() != null || admitted.unseen()) {
            return root;
        }
        if (!situation.watched() && root.history().last() != null) {
            return root.with(admitted.unseen(true));
        }
        boolean corrects = target.drift() == Target.DriftPolicy.CORRECT
                && situation.mayAct()
                && !situation.now().isBefore(root.history().correctsFrom());
        return corrects ? depart(start(root, Cause.DRIFT, String.join("; ", differences), situation), reports) : root;
    }
}
