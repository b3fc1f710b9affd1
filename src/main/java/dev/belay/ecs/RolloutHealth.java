package dev.belay.ecs;

import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.ServiceSnapshot.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with the deployment that Belay follows, by its id. That the service is "stable" proves nothing: it is
 * also stable after ECS went back by itself.
 */
sealed interface RolloutHealth {
    /** It moves. */
    record InProgress(String progress) implements RolloutHealth {}

    /** It completed and is the only one left. Whether its predecessors' tasks are gone is another question. */
    record Complete() implements RolloutHealth {}

    /** ECS gave it up. */
    record Failed(String reason, boolean rolledBack) implements RolloutHealth {}

    /** Somebody else's update came after it. */
    record Superseded(Deployment by) implements RolloutHealth {}

    /** What was read must be from before it. */
    record Unseen() implements RolloutHealth {}

    /** How long what ECS tells may lag behind what it did. */
    Duration LAG = Duration.ofMinutes(1);

    static RolloutHealth of(ServiceSnapshot service, Followed followed, Instant now) {
        Optional<Deployment> ours = service.deployment(followed.deployment());
        Optional<Deployment> primary = service.primary();
        if (primary.isEmpty()) {
            return new Unseen();
        }
        return primary.get().id().equals(followed.deployment())
                ? leading(service, primary.get(), now)
                : overtaken(service, followed, ours, primary.get(), now);
    }

    private static RolloutHealth leading(ServiceSnapshot service, Deployment ours, Instant now) {
        String label = TaskDefinition.label(ours.taskDefinition());
        if (ours.failedToRollOut()) {
            boolean soon =
                    ours.updatedAt() != null && ours.updatedAt().plus(LAG).isAfter(now);
            return service.rollsBack() && soon
                    ? new InProgress("ECS gives up the deployment of " + label + " and goes back")
                    : new Failed(reason(ours), false);
        }
        if (ours.rolledOut() && service.deployments().size() == 1) {
            return new Complete();
        }
        return new InProgress(ours.running() + " of " + ours.desired() + " tasks on " + label);
    }

    private static RolloutHealth overtaken(
            ServiceSnapshot service, Followed followed, Optional<Deployment> ours, Deployment primary, Instant now) {
        boolean backToBefore = primary.id().equals(followed.primaryBefore());
        boolean ourFailure = ours.filter(Deployment::failedToRollOut).isPresent();
        boolean byEcs = backToBefore || goesBack(primary.reason()) || saidFailed(service, followed);
        if ((backToBefore || isOlder(primary, followed))
                && ours.isEmpty()
                && !saidFailed(service, followed)
                && now.isBefore(followed.since().plus(LAG))) {
            return new Unseen();
        }
        if (ourFailure || byEcs) {
            String why = ours.map(RolloutHealth::reason)
                    .filter(reason -> !reason.isEmpty())
                    .orElse(primary.reason() == null ? "ECS went back by itself" : primary.reason());
            return new Failed(why, byEcs || service.rollsBack());
        }
        return new Superseded(primary);
    }

    /** What began before ours did not come after it, whatever it runs. */
    private static boolean isOlder(Deployment primary, Followed followed) {
        return primary.createdAt() != null && primary.createdAt().isBefore(followed.since());
    }

    private static boolean goesBack(@Nullable String reason) {
        return reason != null && reason.toLowerCase(Locale.ROOT).contains("rolling back");
    }

    /** ECS names the deployment in its event log: {@code (service s) (deployment ecs-svc/1) deployment failed: …}. */
    private static boolean saidFailed(ServiceSnapshot service, Followed followed) {
        return service.events().stream()
                .map(ServiceSnapshot.Event::message)
                .anyMatch(text -> text.contains("(deployment " + followed.deployment() + ") deployment failed"));
    }

    private static String reason(Deployment deployment) {
        return deployment.reason() == null ? "" : deployment.reason();
    }
}
