package dev.belay.localcloud.ecs;

/** How a target group finds out whether a task is well. */
@FunctionalInterface
public interface TargetChecks {
    /** Nobody listens where the check asks. */
    int REFUSED = 0;

    /** What the check sends is lost on the way. */
    int LOST = -1;

    /**
     * The status that the group's health check gets from a target, 200 where it is content; {@link #REFUSED} or {@link
     * #LOST} where it gets no answer at all.
     *
     * @param port where the task listens
     */
    int status(String targetGroupArn, ImageBehaviour.Serves task, int port);

    /** Without target groups of its own kind, a check asks {@code /health} at the traffic port. */
    TargetChecks HEALTH_ROUTE = (targetGroupArn, task, port) -> task.health();
}
