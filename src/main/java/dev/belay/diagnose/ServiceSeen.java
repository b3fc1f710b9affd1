package dev.belay.diagnose;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service as it was seen.
 *
 * @param events newest first
 * @param balancing where its tasks are registered
 * @param securityGroups of its tasks, where they have an interface of their own
 */
public record ServiceSeen(
        int desired,
        List<Deployment> deployments,
        List<Event> events,
        List<Balancing> balancing,
        List<String> securityGroups) {
    /**
     * One deployment of it.
     *
     * @param state {@code IN_PROGRESS}, {@code COMPLETED} or {@code FAILED}; null: not told
     */
    public record Deployment(
            String id,
            String revision,
            boolean primary,
            int running,
            int failedTasks,
            @Nullable String state,
            @Nullable String reason) {}

    /** What ECS noted. */
    public record Event(Instant at, String message) {}

    /**
     * A target group, and what of a task is registered in it.
     *
     * @param group ARN
     */
    public record Balancing(String group, String container, int port) {}

    public ServiceSeen {
        deployments = List.copyOf(deployments);
        events = List.copyOf(events);
        balancing = List.copyOf(balancing);
        securityGroups = List.copyOf(securityGroups);
    }
}
