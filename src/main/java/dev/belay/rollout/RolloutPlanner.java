package dev.belay.rollout;

import dev.belay.ecs.EcsState;
import dev.belay.model.CheckResult;
import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
            return root.rollout() == null ? root : end(root, Outcome.SUPERSEDED, "the pin was deleted", situation);
        }
        Cause due = admitted.due();
        if (due == null || admitted.target() == null || !situation.mayAct()) {
            return root;
        }
        Root free =
                root.rollout() == null ? root : end(root, Outcome.SUPERSEDED, "superseded by a newer pin", situation);
        return start(free, due, pin.pin().reason(), situation);
    }

    private static Root start(Root root, Cause cause, @Nullable String reason, Situation situation) {
        Pin pin = Objects.requireNonNull(root.admitted().pin(), "only what is pinned is rolled out")
                .pin();
        var services = new LinkedHashMap<>(root.services());
        services.replaceAll((name, state) -> state.beginRollout(pin.of(name)));
        var sites = new LinkedHashMap<>(root.sites());
        sites.replaceAll((name, state) -> state.beginRollout());
        return root.states(services, sites)
                .with(RolloutDraft.begin(root, cause, reason, pin.by(), situation))
                .with(root.admitted().due(null).unseen(false));
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
        return waitsItsTurn(root, component, before) ? Mandate.OBSERVE : Mandate.CONVERGE;
    }

    private static boolean waitsItsTurn(Root root, String component, Map<String, ComponentReport> before) {
        Target target = root.admitted().target();
        if (before.values().stream().anyMatch(report -> report.standing() instanceof Standing.Ended)) {
            return true;
        }
        return target != null
                && target.order().contains(component)
                && before.entrySet().stream()
                        .filter(earlier -> target.order().contains(earlier.getKey()))
                        .anyMatch(earlier -> !(earlier.getValue().standing() instanceof Standing.Synced));
    }

    /** The components in the order in which they may move: the target's own going forward, reversed going back. */
    static List<String> order(Root root) {
        Target target = root.admitted().target();
        if (target == null) {
            return List.of();
        }
        var names = new ArrayList<>(target.order());
        if (goesBack(root, target)) {
            names = new ArrayList<>(names.reversed());
        }
        for (String name : target.components().sequencedKeySet()) {
            if (!names.contains(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static boolean goesBack(Root root, Target target) {
        Revised pin = root.admitted().pin();
        return pin != null
                && target.components().sequencedKeySet().stream()
                        .anyMatch(name -> root.history()
                                .leftBehind(name, pin.pin().of(name).toString()));
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
        Root learned = root.with(draft.rollout());
        boolean moving = reports.values().stream().anyMatch(report -> report.standing() instanceof Standing.Moving);
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Ended ended && !moving) {
                return end(learned, entry.getKey(), ended, situation);
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
        for (var entry : reports.entrySet()) {
            if (entry.getValue().standing() instanceof Standing.Differs differs) {
                draft.step(situation.now(), entry.getKey(), differs.difference())
                        .phase(Phase.APPLY);
                return root.with(draft.rollout());
            }
        }
        Root current = root.with(draft.rollout());
        if (!allSynced(reports.values()) || !situation.mayAct()) {
            return current;
        }
        List<CheckResult> results = draft.rollout().checks();
        return switch (Verification.verdict(target(root).verify(), results)) {
            case Verification.Pending pending -> current;
            case Verification.Passed passed -> end(current, Outcome.SUCCEEDED, succeeded(reports), situation);
            case Verification.Failed failed -> {
                Root vetoed = current.with(current.admitted().failed(failed.words()));
                yield end(vetoed, Outcome.FAILED, failed.words(), situation, reports.sequencedKeySet());
            }
        };
    }

    private static String succeeded(SequencedMap<String, ComponentReport> reports) {
        var names = new ArrayList<String>();
        reports.forEach((component, report) -> names.add(component + " is " + report.inForce()));
        return "succeeded: " + String.join(", ", names);
    }

    private static Root end(Root root, String component, Standing.Ended ended, Situation situation) {
        String message = component + ": " + ended.message();
        boolean interfered = ended.outcome() == Outcome.SUPERSEDED && !situation.watched();
        Admitted admitted = root.admitted().unseen(interfered || root.admitted().unseen());
        return ended.vetoes()
                ? end(root.with(admitted.failed(message)), ended.outcome(), message, situation, List.of(component))
                : end(root.with(admitted), ended.outcome(), message, situation);
    }

    private static Root end(Root root, Outcome outcome, String message, Situation situation) {
        return end(root, outcome, message, situation, List.of());
    }

    /**
     * Ends the rollout.
     *
     * @param failed components whose version failed by its own doing
     */
    private static Root end(
            Root root, Outcome outcome, String message, Situation situation, Collection<String> failed) {
        Rollout running = root.rollout();
        if (running == null) {
            return root;
        }
        Rollout ended = new RolloutDraft(running)
                .finish(situation.now(), outcome, message)
                .rollout();
        var failures = new TreeSet<String>();
        for (String component : failed) {
            EcsState.Resolved resolved = root.service(component).resolved();
            failures.add(component + "=" + (resolved == null ? ended.to().get(component) : resolved.arn()));
        }
        var asks = new TreeMap<String, String>();
        ended.to().keySet().forEach(component -> asks.put(component, ask(root, component)));
        return root.with((Rollout) null).with(root.history().and(ended, new History.Ran(asks, ended.to()), failures));
    }

    private static String ask(Root root, String component) {
        Revised pin = root.admitted().pin();
        return (pin == null ? new PinnedComponent.Leave() : pin.pin().of(component)).toString();
    }

    /** What is done about a difference while no rollout runs. */
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
        if (!situation.watched() && root.history().last() != null && !admitted.unseen()) {
            return root.with(admitted.unseen(true));
        }
        boolean corrects = target.drift() == Target.DriftPolicy.CORRECT
                && admitted.failed() == null
                && !admitted.unseen()
                && situation.mayAct();
        if (!corrects) {
            return root;
        }
        Root started = start(root, Cause.DRIFT, String.join("; ", differences), situation);
        var draft = new RolloutDraft(Objects.requireNonNull(started.rollout(), "it was just started"));
        reports.forEach(draft::learn);
        return started.with(draft.rollout());
    }
}
