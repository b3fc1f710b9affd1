package dev.belay.rollout;

import dev.belay.model.ComponentReport;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What is done about a difference while no rollout runs. Pure. */
final class Drift {
    private Drift() {}

    /** Corrects it, or leaves it reported. What failed is known to differ, and no drift. */
    static Root conclude(Root root, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Admitted admitted = root.admitted();
        Target target = admitted.target();
        if (!differs(reports) || target == null || admitted.pin() == null) {
            return admitted.unseen() && RolloutPlanner.allSynced(reports.values())
                    ? root.with(admitted.unseen(false))
                    : root;
        }
        if (admitted.course().broken() != null || admitted.unseen() || admitted.due() != null) {
            return root;
        }
        boolean unseen = !situation.watched() && root.history().last() != null;
        if (unseen || wentBack(root, reports)) {
            return root.with(admitted.unseen(true));
        }
        return corrects(root, target, reports, situation)
                ? correct(root, difference(reports), reports, situation)
                : root;
    }

    private static boolean corrects(
            Root root, Target target, SequencedMap<String, ComponentReport> reports, Situation situation) {
        if (isUnsure(root, reports, situation.now())) {
            return false;
        }
        Instant from = root.corrections().mayBeginFrom(ended(root), since(root, reports, situation.now()));
        return target.drift() == Target.DriftPolicy.CORRECT
                && situation.mayAct()
                && !situation.now().isBefore(from);
    }

    private static Root correct(
            Root root, String difference, SequencedMap<String, ComponentReport> reports, Situation situation) {
        Corrections corrections = root.corrections()
                .and(ended(root), since(root, reports, situation.now()), situation.now(), difference, hint(reports));
        Root started = RolloutPlanner.start(root, Cause.DRIFT, difference, situation);
        return RolloutPlanner.depart(started.with(corrections), reports);
    }

    static boolean differs(SequencedMap<String, ComponentReport> reports) {
        return reports.values().stream().anyMatch(report -> report.standing() instanceof Standing.Differs);
    }

    /** What differs, in words, component by component. */
    static String difference(SequencedMap<String, ComponentReport> reports) {
        var differences = new ArrayList<String>();
        reports.forEach((component, report) -> {
            if (report.standing() instanceof Standing.Differs differs) {
                differences.add(component + " " + differs.difference());
            }
        });
        return String.join("; ", differences);
    }

    /** What the services' own records tell of who changed them. */
    private static @Nullable String hint(SequencedMap<String, ComponentReport> reports) {
        var hints = new ArrayList<String>();
        reports.forEach((component, report) -> {
            String changed = report.evidence().get(ComponentReport.CHANGED_BY);
            if (changed != null && report.standing() instanceof Standing.Differs) {
                hints.add(component + ": " + changed);
            }
        });
        return hints.isEmpty() ? null : String.join("; ", hints);
    }

    static @Nullable Instant ended(Root root) {
        Rollout last = root.history().last();
        return last == null ? null : last.finishedAt();
    }

    /** Since when something differs, as the status before says. */
    static Instant since(Root root, SequencedMap<String, ComponentReport> reports, Instant now) {
        return reports.entrySet().stream()
                .filter(entry -> entry.getValue().standing() instanceof Standing.Differs)
                .map(entry -> root.since().get("component." + entry.getKey()))
                .filter(Objects::nonNull)
                .filter(since -> since.value().equals("false"))
                .map(Root.Since::at)
                .min(Instant::compareTo)
                .orElse(now);
    }

    /**
     * Whether what looks as it should was last looked at before the rest changed. It may have changed along with it, back to what is
     * known good: that is looked at once more before anything is corrected.
     */
    static boolean isUnsure(Root root, SequencedMap<String, ComponentReport> reports, Instant now) {
        History history = root.history();
        Combination current = history.current();
        boolean couldGoBack = (current == null || !KnownGood.is(history, current))
                && KnownGood.all(history).stream().anyMatch(combination -> KnownGood.is(history, combination));
        if (!couldGoBack || !differs(reports) || root.admitted().unseen()) {
            return false;
        }
        Instant changed = since(root, reports, now);
        return reports.values().stream()
                .filter(report -> report.standing() instanceof Standing.Synced)
                .map(ComponentReport::seenAt)
                .anyMatch(seen -> seen != null && seen.isBefore(changed));
    }

    /**
     * Whether somebody took the world from what is not known good to what is: the operator at 3 a.m., with a tool at hand. It is
     * not undone, which is what correcting drift would do.
     */
    static boolean wentBack(Root root, SequencedMap<String, ComponentReport> reports) {
        History history = root.history();
        Combination current = history.current();
        if (current != null && KnownGood.is(history, current)) {
            return false;
        }
        return KnownGood.all(history).stream()
                .filter(combination -> KnownGood.is(history, combination))
                .anyMatch(combination -> combination.parts().entrySet().stream().allMatch(part -> {
                    ComponentReport report = reports.get(part.getKey());
                    return report != null && part.getValue().name().equals(bound(report));
                }));
    }

    /** What runs, or what others move it to: their way takes minutes, and they are not to be met halfway. */
    private static @Nullable String bound(ComponentReport report) {
        String to = report.evidence().get(ComponentReport.MOVES_TO);
        return to == null ? report.running() : to;
    }
}
