package dev.belay.rollout;

import dev.belay.ecs.EcsState;
import dev.belay.model.ComponentReport;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Standing;
import dev.belay.rollout.Admitted.Revised;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How a rollout ends, and what is remembered of it. Pure. */
final class Ending {
    private Ending() {}

    /** A rollout ends with no verdict on any version but that of success. Where none runs, nothing ends. */
    static Root of(Root root, Outcome outcome, String message, Instant now) {
        return end(root, outcome, message, now, List.of());
    }

    /** One component's move ended, and not well. */
    static Root of(Root root, String component, Standing.Ended ended, Instant now) {
        String message = component + ": " + ended.message();
        return ended.vetoes()
                ? end(root.with(root.admitted().failed(message)), ended.outcome(), message, now, List.of(component))
                : end(root, ended.outcome(), message, now, List.of());
    }

    /** All is in place, and a required check failed: nobody can tell whose fault it is, so all that moved has failed. */
    static Root unproved(Root root, String message, Instant now) {
        Rollout running = root.rollout();
        Collection<String> moved = running == null ? List.of() : running.to().keySet();
        return end(root.with(root.admitted().failed(message)), Outcome.FAILED, message, now, moved);
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

    private static Root end(Root root, Outcome outcome, String message, Instant now, Collection<String> vetoed) {
        Rollout running = root.rollout();
        if (running == null) {
            return root;
        }
        Rollout ended = new RolloutDraft(running).finish(now, outcome, message).rollout();
        var asks = new TreeMap<String, String>();
        ended.to().keySet().forEach(component -> asks.put(component, ask(root, component)));
        Collection<String> proved =
                outcome == Outcome.SUCCEEDED ? versions(root, ended, ended.to().keySet()) : List.of();
        return root.with((Rollout) null)
                .with(root.history()
                        .and(ended, new History.Ran(asks, ended.to()), versions(root, ended, vetoed), proved));
    }

    private static Set<String> versions(Root root, Rollout ended, Collection<String> components) {
        var versions = new TreeSet<String>();
        for (String component : components) {
            String version = version(root, ended, component);
            if (version != null) {
                versions.add(component + "=" + version);
            }
        }
        return versions;
    }

    private static @Nullable String version(Root root, Rollout ended, String component) {
        EcsState.Resolved resolved = root.service(component).resolved();
        return resolved == null ? ended.to().get(component) : resolved.arn();
    }

    private static String ask(Root root, String component) {
        Revised pin = root.admitted().pin();
        return (pin == null ? new PinnedComponent.Leave() : pin.pin().of(component)).toString();
    }
}
