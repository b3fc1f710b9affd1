package dev.belay.localcloud.ecs;

/** All that tasks need of other services, and tell them. */
public record Surroundings(
        ImageRegistry images,
        TargetChecks checks,
        TaskNetwork network,
        TaskSecrets secrets,
        TaskRoles roles,
        TaskLogs logs) {
    /** Nothing but images and checks can go wrong, and nobody keeps logs. */
    public static Surroundings of(ImageRegistry images, TargetChecks checks) {
        return new Surroundings(
                images, checks, TaskNetwork.OPEN, TaskSecrets.ALL_THERE, TaskRoles.ALL_THERE, TaskLogs.NOWHERE);
    }
}
