package dev.belay.ecs;

import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.EcsState.Resolved;
import dev.belay.model.ComponentReport;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says where a service stands. */
final class EcsReports {
    private EcsReports() {}

    /** A report of what is known, with a standing. */
    static ComponentReport report(Situation s, Standing standing) {
        ServiceSnapshot service = s.sighting().reading() instanceof Reading.Found(ServiceSnapshot found) ? found : null;
        Resolved resolved = resolved(s);
        String serving = service == null ? null : service.serving();
        return new ComponentReport(
                standing,
                resolved == null ? null : resolved.label(),
                serving == null ? null : TaskDefinition.label(serving),
                standing instanceof Standing.Synced ? null : difference(s),
                null,
                s.sighting().readAt(),
                evidence(s.state(), resolved, service, standing instanceof Standing.Differs));
    }

    /** What the pin was resolved to, if it still asks the same. */
    static @Nullable Resolved resolved(Situation s) {
        Resolved resolved = s.state().resolved();
        return resolved != null && resolved.asked().equals(EcsState.asked(s.want())) ? resolved : null;
    }

    /** What is not as it should be; null: nothing, or nothing that can be told. */
    static @Nullable String difference(Situation s) {
        if (!(s.sighting().reading() instanceof Reading.Found(ServiceSnapshot service))
                || s.want() instanceof PinnedComponent.Leave) {
            return null;
        }
        String serving = service.serving();
        String runs = serving == null ? "runs nothing" : "runs " + TaskDefinition.label(serving);
        Resolved resolved = resolved(s);
        if (resolved == null) {
            return runs + ", pinned is " + s.want() + ", not resolved yet";
        }
        if (!resolved.arn().equals(serving)) {
            return runs + ", pinned is " + resolved.label();
        }
        return service.primary()
                .filter(primary -> !primary.taskDefinition().equals(resolved.arn()))
                .map(primary -> "moves to " + TaskDefinition.label(primary.taskDefinition()) + ", pinned is "
                        + resolved.label())
                .orElseGet(() -> service.primary()
                        .filter(ServiceSnapshot.Deployment::failedToRollOut)
                        .map(primary -> "the deployment " + primary.id() + " of " + resolved.label() + " failed")
                        .orElse(null));
    }

    private static SortedMap<String, String> evidence(
            EcsState state, @Nullable Resolved resolved, @Nullable ServiceSnapshot service, boolean differs) {
        var evidence = new TreeMap<String, String>();
        if (resolved != null) {
            evidence.put("revision", resolved.arn());
        }
        Followed followed = state.followed();
        if (followed != null) {
            evidence.put("deployment", followed.deployment());
        }
        if (service != null) {
            evidence.put("desiredCount", Integer.toString(service.desired()));
            String current = service.current();
            if (differs && current != null && !current.equals(service.serving())) {
                evidence.put(ComponentReport.MOVES_TO, TaskDefinition.label(current));
            }
        }
        return evidence;
    }
}
