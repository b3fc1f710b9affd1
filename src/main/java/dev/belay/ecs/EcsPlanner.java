package dev.belay.ecs;

import dev.belay.ecs.EcsState.Resolved;
import dev.belay.ecs.EcsState.Updating;
import dev.belay.ecs.ServiceSnapshot.Deployment;
import dev.belay.model.Failure;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides what is next for a service, from what is known of it and remembered. Pure. */
final class EcsPlanner {
    /** For as long after it was sent, a call whose fate is unknown may still land. */
    static final Duration GRACE = Duration.ofSeconds(30);

    static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private EcsPlanner() {}

    static EcsPlan plan(Situation s) {
        if (s.want() instanceof PinnedComponent.Leave) {
            return rest(s, new Standing.Synced());
        }
        Failure failure = s.sighting().failure();
        Reading reading = s.sighting().reading();
        if (reading == null && s.converging() && failure == null && !s.fresh()) {
            return step(s, new EcsStep.Look());
        }
        if (reading == null || failure instanceof Failure.Denied || tooOld(s)) {
            return rest(s, new Standing.Unknown(failure != null ? failure : unread(s)));
        }
        return switch (reading) {
            case Reading.NoCluster none ->
                stalled(
                        s,
                        "ClusterNotFound",
                        "there is no cluster " + s.spec().cluster() + " in "
                                + s.spec().aws() + "; correct the target's cluster, region or role");
            case Reading.NoService none ->
                stalled(
                        s,
                        "ServiceNotFound",
                        "there is no service " + s.spec().service() + " in cluster "
                                + s.spec().cluster() + "; Belay creates none, correct the target or create it");
            case Reading.Found(ServiceSnapshot service) -> found(s, service);
        };
    }

    private static boolean tooOld(Situation s) {
        Instant readAt = s.sighting().readAt();
        return readAt != null && readAt.plus(s.maxAge()).isBefore(s.now());
    }

    private static Failure unread(Situation s) {
        return new Failure.Unavailable(
                s.sighting().readAt() == null
                        ? "the service has not been read yet"
                        : "the service was last read at " + s.sighting().readAt());
    }

    private static EcsPlan found(Situation s, ServiceSnapshot service) {
        if (!service.status().equals("ACTIVE")) {
            return stalled(
                    s,
                    "ServiceNotActive",
                    "service " + s.spec().service() + " is " + service.status() + ": it is deleted or being deleted");
        }
        Standing.Ended ended = s.state().ended();
        if (s.converging() && ended != null) {
            return rest(s, ended);
        }
        Resolved resolved = EcsReports.resolved(s);
        if (resolved == null) {
            EcsState.Registering intent = s.state().registering();
            return s.converging() && intent != null
                    ? step(s, new EcsStep.FindRegistered(intent))
                    : step(s, new EcsStep.Resolve());
        }
        if (!s.converging()) {
            return rest(s, observed(s, service, resolved));
        }
        EcsPlan unmovable = unmovable(s, service, resolved);
        return unmovable == null ? converge(s, service, resolved) : unmovable;
    }

    private static Standing observed(Situation s, ServiceSnapshot service, Resolved resolved) {
        boolean failed = service.primary().filter(Deployment::failedToRollOut).isPresent();
        if (resolved.arn().equals(service.current()) && !failed) {
            return new Standing.Synced();
        }
        String difference = EcsReports.difference(s);
        return new Standing.Differs(difference == null ? "not as pinned" : difference);
    }

    /** A service that is watched and not moved; null: it can be moved. */
    private static @Nullable EcsPlan unmovable(Situation s, ServiceSnapshot service, Resolved resolved) {
        boolean controller = service.controller().equals("ECS");
        if (controller && service.strategy().equals("ROLLING")) {
            return null;
        }
        boolean there = resolved.arn().equals(service.current())
                && service.deployments().size() <= 1
                && service.primary().map(Deployment::rolledOut).orElse(true);
        if (there) {
            return rest(s, new Standing.Synced());
        }
        return controller
                ? stalled(
                        s,
                        "StrategyNotSupported",
                        "its deployment strategy is " + service.strategy()
                                + "; Belay moves ROLLING services only: move it" + " to " + resolved.label()
                                + " by hand, or change the strategy")
                : stalled(
                        s,
                        "ControllerNotSupported",
                        "its deployment controller is " + service.controller()
                                + ", through which ECS lets nobody change the task definition: move it to "
                                + resolved.label() + " there");
    }

    private static EcsPlan converge(Situation s, ServiceSnapshot service, Resolved resolved) {
        if (s.state().updating() != null) {
            return RolloutPlanner.settle(s, service, s.state().updating());
        }
        if (s.state().followed() != null) {
            return RolloutPlanner.follow(s, service, s.state().followed());
        }
        Deployment primary = service.primary().orElse(null);
        if (primary == null || !primary.taskDefinition().equals(resolved.arn())) {
            return begin(s, primary, resolved.arn(), false);
        }
        if (s.forced() || primary.failedToRollOut()) {
            return begin(s, primary, resolved.arn(), true);
        }
        // What was read before may be from before an update of the rollout that this one supersedes.
        return s.fresh()
                ? RolloutPlanner.adopt(
                        s, service, primary, null, resolved.label() + " runs already, deployment " + primary.id())
                : step(s, new EcsStep.Look());
    }

    /** Updates the service. The same revision again makes a new deployment only when it is forced. */
    static EcsPlan begin(Situation s, @Nullable Deployment primary, String to, boolean force) {
        var intent = new Updating(to, primary == null ? null : primary.id(), force, s.now());
        return new EcsPlan(
                s.state().withUpdating(intent),
                new EcsStep.Update(intent),
                EcsReports.report(s, new Standing.Moving(Standing.Stage.APPLY, "updating the service", LOOK_AGAIN)),
                null);
    }

    static EcsPlan rest(Situation s, Standing standing) {
        return new EcsPlan(s.state(), null, EcsReports.report(s, standing), null);
    }

    static EcsPlan step(Situation s, EcsStep step) {
        var stage = s.state().followed() == null ? Standing.Stage.APPLY : Standing.Stage.STABILISE;
        return new EcsPlan(
                s.state(), step, EcsReports.report(s, new Standing.Moving(stage, "under way", LOOK_AGAIN)), null);
    }

    static EcsPlan stalled(Situation s, String reason, String message) {
        return rest(s, new Standing.Stalled(reason, message));
    }
}
