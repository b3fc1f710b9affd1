package dev.belay.localcloud.ecs;

import java.time.Instant;

/** One deployment of a service: a task definition on its way to the desired count. */
final class Deployment {
    enum Status {
        PRIMARY,
        ACTIVE,
        INACTIVE
    }

    enum Rollout {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    final String id;
    final TaskDefinition taskDefinition;
    final Instant createdAt;
    Instant updatedAt;
    Instant finishedAt = Instant.MAX;
    Status status = Status.PRIMARY;
    Rollout rollout = Rollout.IN_PROGRESS;
    String reason;
    int failedTasks;
    /** How often no task could be started for want of a role. */
    int refusals;
    /** Made by the circuit breaker; one that fails itself is not rolled back again. */
    boolean rollsBack;
    /** ECS stops counting failures once a task of the deployment was well. */
    boolean provedItself;
    /** No task is started before; {@link Instant#MIN}: now. */
    Instant launchAfter = Instant.MIN;
    /** When to look again, though nothing else happens. */
    Instant wakeAt = Instant.MAX;

    Deployment(String id, TaskDefinition taskDefinition, Instant now) {
        this.id = id;
        this.taskDefinition = taskDefinition;
        this.createdAt = now;
        this.updatedAt = now;
        this.reason = "ECS deployment " + id + " in progress.";
    }

    void completed(Instant now) {
        rollout = Rollout.COMPLETED;
        reason = "ECS deployment " + id + " completed.";
        updatedAt = now;
        finishedAt = now;
    }

    void failed(Instant now) {
        rollout = Rollout.FAILED;
        reason = "ECS deployment circuit breaker: tasks failed to start.";
        updatedAt = now;
        finishedAt = now;
    }

    boolean primary() {
        return status == Status.PRIMARY;
    }

    boolean inProgress() {
        return rollout == Rollout.IN_PROGRESS;
    }

    void wakeBy(Instant time) {
        wakeAt = time.isBefore(wakeAt) ? time : wakeAt;
    }
}
