package dev.belay.ecs;

import dev.belay.ecs.ServiceSnapshot.Deployment;
import dev.belay.ecs.ServiceSnapshot.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services and deployments as data, for tests without any AWS. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    private Samples() {}

    static String arn(int revision) {
        return "arn:aws:ecs:eu-north-1:123456789012:task-definition/api:" + revision;
    }

    static Deployment deployment(String id, String status, int revision, String rollout) {
        return deployment(id, status, revision, rollout, null);
    }

    static Deployment deployment(String id, String status, int revision, String rollout, @Nullable String reason) {
        return new Deployment(
                id, status, arn(revision), 4, 4, 0, 0, NOW.minusSeconds(300), NOW.minusSeconds(200), rollout, reason);
    }

    static Deployment completed(String id, int revision) {
        return deployment(id, "PRIMARY", revision, "COMPLETED");
    }

    static ServiceSnapshot service(Deployment... deployments) {
        return new ServiceSnapshot(
                "arn:aws:ecs:eu-north-1:123456789012:service/c/api",
                "ACTIVE",
                "ECS",
                "ROLLING",
                deployments.length == 0 ? null : deployments[0].taskDefinition(),
                4,
                4,
                0,
                false,
                List.of(deployments),
                List.of(),
                List.of());
    }

    static ServiceSnapshot saying(ServiceSnapshot service, String... events) {
        return new ServiceSnapshot(
                service.arn(),
                service.status(),
                service.controller(),
                service.strategy(),
                service.taskDefinition(),
                service.desired(),
                service.running(),
                service.pending(),
                service.rollsBack(),
                service.deployments(),
                service.loadBalancers(),
                List.of(events).stream().map(text -> new Event(NOW, text)).toList());
    }
}
