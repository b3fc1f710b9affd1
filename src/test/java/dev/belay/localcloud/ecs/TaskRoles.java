package dev.belay.localcloud.ecs;

/** Whether ECS may act in a task's roles. */
@FunctionalInterface
public interface TaskRoles {
    boolean assumable(String roleArn);

    /** All roles are there. */
    TaskRoles ALL_THERE = roleArn -> true;
}
