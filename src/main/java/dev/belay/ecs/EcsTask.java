package dev.belay.ecs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task of a service.
 *
 * @param startedBy id of the deployment that started it; null: not told
 * @param stopCode ECS's own word for why it stopped; null: it runs, or not told
 */
public record EcsTask(
        String arn,
        String taskDefinition,
        String lastStatus,
        String desiredStatus,
        @Nullable String health,
        @Nullable String startedBy,
        @Nullable String stopCode,
        @Nullable String stoppedReason,
        List<Container> containers) {
    /** One container of it. */
    public record Container(
            String name,
            @Nullable Integer exitCode,
            @Nullable String reason) {}

    public EcsTask {
        containers = List.copyOf(containers);
    }

    public boolean stopped() {
        return "STOPPED".equals(lastStatus);
    }

    /** Whether a deployment started it; by its revision where ECS does not say. */
    boolean of(String deployment, String revision) {
        boolean told = startedBy != null && startedBy.startsWith("ecs-svc/");
        return told ? deployment.equals(startedBy) : taskDefinition.equals(revision);
    }
}
