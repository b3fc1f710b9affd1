package dev.belay.rollout;

import dev.belay.ecs.EcsState;
import dev.belay.model.ComponentReport;
import dev.belay.model.Pin;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.model.Target;
import dev.belay.rollout.Combination.Part;
import dev.belay.site.SiteState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a rollout ends, what is remembered of it, and what follows from a failure. Pure. */
final class Ending {
    private Ending() {}

    /** A rollout ends with no verdict on any version. Where none runs, nothing ends. */
    static Root of(Root root, Outcome outcome, String message, Instant now) {
        Rollout running = root.rollout();
        return running == null ? root : finish(root, running, outcome, message, now);
    }

    /** One component's move ended, and not well. */
    static Root of(Root root, String component, Standing.Ended ended, Instant now) {
        String message = component + ": " + ended.message();
        return ended.vetoes()
                ? failed(root, ended.outcome(), message, now, List.of(component))
                : of(root, ended.outcome(), message, now);
    }

    /** All is in place and every required check passed. */
    static Root succeeded(Root root, String message, Instant now) {
        Rollout running = root.rollout();
        if (running == null) {
            return root;
        }
        SortedMap<String, Part> parts = parts(root, running);
        Instant live = running.marks().getOrDefault(Rollout.Mark.INVALIDATED, now);
        var combination = combination(root, running, parts, true, live, null, null);
        Root ended = finish(before(root, running), running, Outcome.SUCCEEDED, message, now);
        return ended.with(ended.history().and(combination).verdict(List.of(), exact(parts, parts.keySet())));
    }

    /** All is in place, and a required check failed: nobody can tell whose fault it is, so all that moved has failed. */
    static Root unproved(Root root, String message, Instant now) {
        Rollout running = root.rollout();
        return running == null ? root : failed(root, Outcome.FAILED, message, now, moved(running));
    }

    private static Root failed(Root root, Outcome outcome, String message, Instant now, Collection<String> components) {
        Rollout running = root.rollout();
        if (running == null) {
            return root;
        }
        SortedMap<String, Part> parts = parts(root, running);
        Root known = before(root, running);
        known = known.with(known.history()
                .and(combination(known, running, parts, false, running.startedAt(), now, message))
                .verdict(exact(parts, components), List.of()));
        Root decided = broken(known, running.id(), message, now);
        boolean reverted = decided.admitted().due() == Cause.REVERT && outcome == Outcome.FAILED;
        return finish(decided, running, reverted ? Outcome.REVERTED : outcome, message, now);
    }

    /** What was in place failed while it soaked. Its rollout succeeded, and that is final. */
    static Root soakFailed(Root root, Soak soak, String message, Instant now) {
        Rollout last = root.history().last();
        Combination current = root.history().current();
        History history = root.history();
        if (last != null && current != null) {
            history = history.current(c -> c.ended(now, message))
                    .amended(rollout -> rollout.id().equals(soak.rollout())
                            ? new RolloutDraft(rollout).step(now, null, message).rollout()
                            : rollout)
                    .verdict(exact(current.parts(), moved(last)), List.of());
        }
        return broken(root.with(history).with((Soak) null), soak.rollout(), message, now);
    }

    /** Remembers that what is in force failed, and goes back where that is asked for and there is somewhere to go back to. */
    private static Root broken(Root root, String rollout, String message, Instant now) {
        Admitted admitted = root.admitted();
        Root failed = root.with(admitted.course(admitted.course().fail(rollout, now, message)));
        Target target = admitted.target();
        boolean reverts = target != null
                && target.onFailure() == Target.OnFailure.REVERT
                && admitted.course().instead() == null
                && !admitted.course().proved();
        Combination back = reverts ? KnownGood.backTo(failed) : null;
        if (target == null || back == null) {
            return failed;
        }
        Course course = failed.admitted().course().revert(pin(target, back), back.version());
        return failed.with(failed.admitted().course(course).due(Cause.REVERT));
    }

    /** A pin that asks for just this combination, each component written out. */
    static Pin pin(Target target, Combination combination) {
        var components = new LinkedHashMap<String, PinnedComponent>();
        target.components().forEach((name, component) -> {
            Part part = combination.parts().get(name);
            components.put(name, part == null ? new PinnedComponent.Leave() : component.pinnedTo(part.exact()));
        });
        return new Pin(target.metadata(), null, components, false, 0, null, null, null);
    }

    /**
     * Remembers that somebody took a component elsewhere while Belay was not looking. At once, since the rollout may go on with
     * others: by its end Belay will have looked.
     */
    static Root interfered(Root root, Collection<ComponentReport> reports, Situation situation) {
        boolean taken = reports.stream()
                .anyMatch(report ->
                        report.standing() instanceof Standing.Ended ended && ended.outcome() == Outcome.SUPERSEDED);
        return taken && !situation.watched() ? root.with(root.admitted().unseen(true)) : root;
    }

    private static Root finish(Root root, Rollout running, Outcome outcome, String message, Instant now) {
        Rollout ended = new RolloutDraft(running).finish(now, outcome, message).rollout();
        Root done = root.with((Rollout) null).with(root.history().and(ended));
        return ended.cause() == Cause.DRIFT ? done : done.with(Corrections.NONE);
    }

    /** What ran before Belay's first rollout is the first thing to go back to. */
    private static Root before(Root root, Rollout running) {
        if (!root.history().ran().isEmpty() || running.from().isEmpty()) {
            return root;
        }
        var parts = new TreeMap<String, Part>();
        running.from()
                .forEach((component, name) -> parts.put(component, new Part(name, name, name, null, new TreeMap<>())));
        var first = new Combination(Combination.version(parts), parts, null, true, false, null, null, null, null);
        return root.with(root.history().and(first));
    }

    private static Combination combination(
            Root root,
            Rollout running,
            SortedMap<String, Part> parts,
            boolean succeeded,
            Instant since,
            @Nullable Instant until,
            @Nullable String end) {
        Pin pin = root.admitted().inForce();
        var made = new Combination(
                Combination.version(parts),
                parts,
                running.id(),
                succeeded,
                pin != null && pin.barrier(),
                since,
                until,
                end,
                null);
        // The same code keeps the name under which it ran first, however it is asked for now.
        return root.history().ran().stream()
                .filter(known -> known.rollout() != null && known.runsTheSameAs(made))
                .findFirst()
                .map(made::calledLike)
                .orElse(made);
    }

    private static SortedMap<String, Part> parts(Root root, Rollout running) {
        var parts = new TreeMap<String, Part>();
        Pin pin = root.admitted().inForce();
        running.to().forEach((component, name) -> {
            String ask = pin == null ? name : pin.of(component).toString();
            EcsState.Resolved revision = root.service(component).resolved();
            SiteState.Resolved build = root.site(component).resolved();
            parts.put(
                    component,
                    new Part(
                            ask,
                            name,
                            revision == null ? name : revision.arn(),
                            build,
                            revision == null ? new TreeMap<>() : revision.digests()));
        });
        return parts;
    }

    /** What a rollout moved; where it moved nothing, all that it was about. */
    private static Collection<String> moved(Rollout rollout) {
        List<String> moved = rollout.to().keySet().stream()
                .filter(component -> !Objects.equals(
                        rollout.to().get(component), rollout.from().get(component)))
                .toList();
        return moved.isEmpty() ? rollout.to().keySet() : moved;
    }

    private static List<String> exact(SortedMap<String, Part> parts, Collection<String> components) {
        return parts.entrySet().stream()
                .filter(part -> components.contains(part.getKey()))
                .map(part -> part.getKey() + "=" + part.getValue().exact())
                .toList();
    }
}
