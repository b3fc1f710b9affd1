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
import dev.belay.verify.Verification;
import java.time.Duration;
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
    /** How long a revert waits for what failed to be looked into. */
    private static final Duration LOOK = Duration.ofSeconds(12);

    private RolloutPlanner() {}

    /** Begins the rollout that is due. It supersedes the one that runs, at once, wherever that is. */
    static Root begin(Root root, Situation situation) {
        Admitted admitted = root.admitted();
        Pin pin = admitted.inForce();
        if (pin == null) {
            return Ending.of(root, Outcome.SUPERSEDED, "the pin was deleted", situation.now());
        }
        Cause due = admitted.due();
        if (due == null || admitted.target() == null || !situation.mayAct() || looksFirst(root, situation.now())) {
            return root;
        }
        Root free = Ending.of(root, Outcome.SUPERSEDED, "superseded by what is in force now", situation.now());
        String reason = switch (due) {
            case DRIFT -> "what was left as it was is to be corrected: admitted";
            case REVERT -> reverts(admitted.course());
            case PIN, FORCE -> pin.reason();
        };
        return start(free, due, reason, situation);
    }

    private static @Nullable String reverts(Course course) {
        return course.failed() == null
                ? null
                : "what is pinned failed: " + course.failed().message();
    }

    /** What failed is looked into before the revert takes its traces away, but not for long. */
    static boolean looksFirst(Root root, Instant now) {
        Course.Failed failed = root.admitted().course().failed();
        Rollout last = root.history().last();
        return root.admitted().due() == Cause.REVERT
                && failed != null
                && last != null
                && last.diagnosis() == null
                && now.isBefore(failed.at().plus(LOOK));
    }

    /** A rollout that starts is a new attempt: what was said of earlier ones does not bind it. */
    static Root start(Root root, Cause cause, @Nullable String reason, Situation situation) {
        Pin pin = Objects.requireNonNull(root.admitted().inForce(), "only what is pinned is rolled out");
        var services = new LinkedHashMap<>(root.services());
        services.replaceAll((name, state) -> state.beginRollout(pin.of(name)));
        var sites = new LinkedHashMap<>(root.sites());
        sites.replaceAll((name, state) -> state.beginRollout());
        String by = cause == Cause.PIN || cause == Cause.FORCE ? pin.by() : null;
        Admitted admitted = root.admitted();
        return root.states(services, sites)
                .with(RolloutDraft.begin(root, cause, reason, by, situation))
                .with((Soak) null)
                .with(admitted.due(null).unseen(false).course(admitted.course().again()));
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
            return root.admitted().course().broken() == null ? Mandate.TEND : Mandate.OBSERVE;
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
            Root drifted = Drift.conclude(root, reports, situation);
            return drifted.rollout() == null ? Soaking.conclude(drifted, reports, situation) : drifted;
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

    static boolean allSynced(Collection<ComponentReport> reports) {
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
                return changedMeanwhile(current, draft, entry.getKey(), differs.difference(), reports, situation);
            }
        }
        if (!allSynced(reports.values())) {
            return current;
        }
        List<CheckResult> results = draft.rollout().checks();
        return switch (Verification.verdict(target(root).verify(), results)) {
            case Verification.Pending pending -> current;
            case Verification.Passed passed ->
                Soaking.begin(
                        Ending.succeeded(current, succeeded(reports), situation.now()), draft.rollout(), situation);
            case Verification.Failed failed -> Ending.unproved(current, failed.words(), situation.now());
        };
    }

    /** All was in place before: somebody has changed it since. */
    private static Root changedMeanwhile(
            Root root,
            RolloutDraft draft,
            String component,
            String difference,
            SequencedMap<String, ComponentReport> reports,
            Situation situation) {
        if (!situation.watched() || Drift.wentBack(root, reports)) {
            Root unseen = root.with(root.admitted().unseen(true));
            String message = component + " " + difference
                    + (situation.watched()
                            ? ": somebody went back to what is known good"
                            : ": it changed while Belay was not looking");
            return Ending.of(unseen, Outcome.SUPERSEDED, message, situation.now());
        }
        if (Drift.isUnsure(root, reports, situation.now())) {
            return root;
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
}
