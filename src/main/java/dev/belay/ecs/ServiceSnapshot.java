package dev.belay.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A service as {@code DescribeServices} told it.
 *
 * @param status {@code ACTIVE}, {@code DRAINING} or {@code INACTIVE}
 * @param controller {@code ECS}, {@code CODE_DEPLOY} or {@code EXTERNAL}
 * @param strategy {@code ROLLING}, or another one of the ECS controller
 * @param taskDefinition ARN that the service as a whole names; null: none
 * @param rollsBack whether ECS goes back by itself when a deployment fails
 * @param events newest first
 */
public record ServiceSnapshot(
        String arn,
        String status,
        String controller,
        String strategy,
        @Nullable String taskDefinition,
        int desired,
        int running,
        int pending,
        boolean rollsBack,
        List<Deployment> deployments,
        List<LoadBalancer> loadBalancers,
        List<Event> events) {
    public static final String PRIMARY = "PRIMARY";
    public static final String COMPLETED = "COMPLETED";
    public static final String FAILED = "FAILED";

    /**
     * One deployment of the service.
     *
     * @param status {@code PRIMARY}: the newest; {@code ACTIVE}: an older one that still has tasks
     * @param rolloutState null where ECS tells none (a service behind a Classic Load Balancer)
     */
    public record Deployment(
            String id,
            String status,
            String taskDefinition,
            int desired,
            int running,
            int pending,
            int failed,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt,
            @Nullable String rolloutState,
            @Nullable String reason) {
        public boolean primary() {
            return PRIMARY.equals(status);
        }

        public boolean failedToRollOut() {
            return FAILED.equals(rolloutState);
        }

        /** Whether ECS calls it done; where it tells nothing, whether all tasks run. */
        public boolean rolledOut() {
            return rolloutState == null ? running >= desired && pending == 0 : COMPLETED.equals(rolloutState);
        }
    }

    /**
     * What sends traffic to the service's tasks.
     *
     * @param targetGroup ARN; null: a Classic Load Balancer does
     */
    public record LoadBalancer(@Nullable String targetGroup, String container, int port) {
        /** As people call it. */
        public String name() {
            if (targetGroup == null) {
                return "the load balancer";
            }
            String[] parts = targetGroup.split("/", -1);
            return "target group " + (parts.length < 2 ? targetGroup : parts[1]);
        }
    }

    /** A line of the service's event log. */
    public record Event(Instant at, String message) {}

    public ServiceSnapshot {
        deployments = List.copyOf(deployments);
        loadBalancers = List.copyOf(loadBalancers);
        events = List.copyOf(events);
    }

    public Optional<Deployment> primary() {
        return deployments.stream().filter(Deployment::primary).findFirst();
    }

    public Optional<Deployment> deployment(String id) {
        return deployments.stream().filter(d -> d.id().equals(id)).findFirst();
    }

    /** ARN of what new tasks are started from; null: nothing can be told. */
    public @Nullable String current() {
        return primary().map(Deployment::taskDefinition).orElse(taskDefinition);
    }

    /**
     * ARN of what users get for the most part: while a rollout moves, what it moves away from. Null: nothing can be
     * told.
     */
    public @Nullable String serving() {
        return deployments.stream()
                .filter(d -> !d.primary() && d.running() > 0)
                .max((a, b) -> Integer.compare(a.running(), b.running()))
                .map(Deployment::taskDefinition)
                .orElse(current());
    }

    /** Whether a deployment is under way, or an older one still has tasks. */
    public boolean moving() {
        return deployments.size() > 1 || deployments.stream().anyMatch(d -> !d.rolledOut() && !d.failedToRollOut());
    }

    /** Whether nothing but the event log differs. */
    public boolean sameAs(ServiceSnapshot other) {
        return Objects.equals(withoutEvents(), other.withoutEvents());
    }

    private ServiceSnapshot withoutEvents() {
        List<Deployment> timeless = deployments.stream()
                .map(d -> new Deployment(
                        d.id(),
                        d.status(),
                        d.taskDefinition(),
                        d.desired(),
                        d.running(),
                        d.pending(),
                        d.failed(),
                        d.createdAt(),
                        null,
                        d.rolloutState(),
                        d.reason()))
                .toList();
        return new ServiceSnapshot(
                arn,
                status,
                controller,
                strategy,
                taskDefinition,
                desired,
                running,
                pending,
                rollsBack,
                timeless,
                loadBalancers,
                List.of());
    }
}
