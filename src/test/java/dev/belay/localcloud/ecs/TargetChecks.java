package dev.belay.localcloud.ecs;

/** How a target group finds out whether a task is well. */
@FunctionalInterface
public interface TargetChecks {
    /**
     * The status that the group's health check gets from a target.
     *
     * @param port where the task listens
     * @return 0 where it gets no answer at all
     */
    int status(String targetGroupArn, ImageBehaviour.Serves task, int port);

    /** Without target groups of its own kind, a check asks {@code /health} at the traffic port. */
    TargetChecks HEALTH_ROUTE = (targetGroupArn, task, port) -> task.health();
}
