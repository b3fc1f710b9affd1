package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The life of a task, from PROVISIONING to STOPPED, as its images would have it. */
final class TaskLife {
    private final Images images;
    private final TargetChecks checks;
    private final TaskNetwork network;
    private final Startup startup;
    private final Scribe scribe;
    private final Timing timing;

    TaskLife(Images images, Surroundings surroundings, Timing timing) {
        this.images = images;
        this.checks = surroundings.checks();
        this.network = surroundings.network();
        this.startup = new Startup(images, surroundings.secrets());
        this.scribe = new Scribe(surroundings.logs());
        this.timing = timing;
    }

    /** Writes down what the task has said until now. */
    void writeOn(EcsService service, Task task, Instant now) {
        scribe.goneOn(service, task, now);
    }

    /** Lets happen what is due. Nothing of a task happens between two calls. */
    void step(EcsService service, Task task, Instant now) {
        if (task.nextEvent().isAfter(now)) {
            return;
        }
        switch (task.phase) {
            case PROVISIONING -> enter(task, Task.Phase.PENDING, now.plus(timing.pending()));
            case PENDING -> start(service, task, now);
            case RUNNING -> run(service, task, now);
            case DEACTIVATING -> enter(task, Task.Phase.STOPPING, now.plus(timing.stopping()));
            case STOPPING -> {
                task.stoppedAt = now;
                enter(task, Task.Phase.STOPPED, Instant.MAX);
            }
            case STOPPED -> {}
        }
    }

    private static void enter(Task task, Task.Phase phase, Instant until) {
        task.phase = phase;
        task.phaseEndsAt = until;
    }

    private void start(EcsService service, Task task, Instant now) {
        Optional<Startup.Refusal> refusal = startup.refusal(service, task.deployment.taskDefinition);
        if (refusal.isPresent()) {
            task.failingContainer = refusal.get().container();
            task.containerReason =
                    refusal.get().toldByContainer() ? refusal.get().reason() : "";
            failed(service, task, now);
            stop(task, now, "TaskFailedToStart", refusal.get().reason(), Duration.ZERO);
            return;
        }
        task.deployment.taskDefinition.containers().forEach(container -> {
            String image = container.path("image").asText();
            images.digest(image).ifPresent(digest -> task.digests.put(image, digest));
        });
        task.startedAt = now;
        task.checkedAt = now.plus(timing.firstHealthCheck());
        enter(task, Task.Phase.RUNNING, Instant.MAX);
        scribe.started(service, task, now);
        service.targetGroups()
                .forEach(group -> service.event(now, "registered 1 targets in (target-group " + group + ")"));
    }

    private void run(EcsService service, Task task, Instant now) {
        if (!task.crashesAt.isAfter(now)) {
            scribe.goneOn(service, task, now);
            crash(task).ifPresent(crash -> {
                task.exitCode = Optional.of(crash.exitCode());
                task.containerReason = crash.reason();
                scribe.crashed(service, task, now, crash);
            });
            failed(service, task, now);
            stop(task, now, "EssentialContainerExited", "Essential container in task exited", Duration.ZERO);
        } else if (!task.killedAt.isAfter(now)) {
            String group = service.targetGroups().getFirst();
            failed(service, task, now);
            stop(
                    task,
                    now,
                    "ServiceSchedulerInitiated",
                    "Task failed ELB health checks in (target-group " + group + ")",
                    Duration.ZERO);
            service.event(now, "has stopped 1 running tasks: (task " + task.id + ").");
        } else {
            task.checked = true;
        }
    }

    /** A task that was never well is a failure of its deployment, and the more of them, the slower the next start. */
    private void failed(EcsService service, Task task, Instant now) {
        Deployment deployment = task.deployment;
        if (!task.settled) {
            deployment.failedTasks++;
            deployment.updatedAt = now;
        }
        if (deployment.failedTasks % 20 == 3) {
            service.event(
                    now,
                    "is unable to consistently start tasks successfully. For more information, see the Troubleshooting"
                            + " section of the Amazon ECS Developer Guide.");
        }
        deployment.launchAfter = now.plus(timing.beforeNextLaunch(deployment.failedTasks, service.desired));
    }

    /** Sees how the task fares now: its images' behaviour may have been changed since. */
    void observe(EcsService service, Task task, Instant now) {
        if (task.phase != Task.Phase.RUNNING) {
            return;
        }
        Optional<ImageBehaviour.Crashes> crash = crash(task);
        if (crash.isEmpty()) {
            task.crashesAt = Instant.MAX;
        } else if (task.crashesAt.equals(Instant.MAX)) {
            task.crashesAt = now.plus(timing.scaled(crash.get().after()));
        }
        Optional<String> complaint = complaint(service, task);
        task.healthy = task.checked && complaint.isEmpty();
        if (task.healthy) {
            task.killedAt = Instant.MAX;
            task.deployment.failedTasks = task.settled ? task.deployment.failedTasks : 0;
            task.deployment.provedItself = true;
            task.settled = true;
        } else if (task.checked && task.killedAt.equals(Instant.MAX)) {
            complaint.ifPresent(why -> service.event(now, why));
            Instant graceEnds = task.startedAt.plus(grace(service));
            task.killedAt = (graceEnds.isAfter(now) ? graceEnds : now).plus(timing.unhealthy());
        }
    }

    private Duration grace(EcsService service) {
        return timing.scaled(Duration.ofSeconds(
                service.settings.path("healthCheckGracePeriodSeconds").asLong(0)));
    }

    private Optional<String> complaint(EcsService service, Task task) {
        for (JsonNode balancer : service.loadBalancers()) {
            String group = balancer.path("targetGroupArn").asText();
            int port = balancer.path("containerPort").asInt();
            int status = status(service, task, balancer);
            if (status != 200) {
                return Optional.of("(port " + port + ") is unhealthy in (target-group " + group + ") due to (reason "
                        + reason(status) + ")");
            }
        }
        return Optional.empty();
    }

    /** What the group's health check gets, as {@link TargetChecks#status} says it. */
    int status(EcsService service, Task task, JsonNode balancer) {
        String group = balancer.path("targetGroupArn").asText();
        int port = balancer.path("containerPort").asInt();
        return network.lets(group, service.securityGroups(), port)
                ? serves(task, balancer.path("containerName").asText())
                        .map(serves -> checks.status(group, serves, port))
                        .orElse(TargetChecks.REFUSED)
                : TargetChecks.LOST;
    }

    static String reason(int status) {
        return switch (status) {
            case TargetChecks.REFUSED -> "Health checks failed";
            case TargetChecks.LOST -> "Request timed out";
            default -> "Health checks failed with these codes: [" + status + "]";
        };
    }

    Optional<ImageBehaviour.Serves> serves(Task task, String container) {
        return container(task, container)
                .map(images::of)
                .flatMap(behaviour -> behaviour instanceof ImageBehaviour.Serves s
                        ? Optional.of(s)
                        : behaviour instanceof ImageBehaviour.Crashes
                                ? Optional.of(new ImageBehaviour.Serves(200, 200))
                                : Optional.empty());
    }

    static Optional<String> image(Task task, String container) {
        return container(task, container).map(c -> c.path("image").asText());
    }

    private static Optional<JsonNode> container(Task task, String name) {
        return task.deployment
                .taskDefinition
                .containers()
                .valueStream()
                .filter(c -> name.isEmpty() || c.path("name").asText().equals(name))
                .findFirst();
    }

    private Optional<ImageBehaviour.Crashes> crash(Task task) {
        for (JsonNode container : task.deployment.taskDefinition.containers()) {
            if (images.of(container) instanceof ImageBehaviour.Crashes crashes
                    && container.path("essential").asBoolean(true)) {
                task.failingContainer = container.path("name").asText();
                return Optional.of(crashes);
            }
        }
        return Optional.empty();
    }

    /** Sends the task on its way out; it drains for so long first. */
    void stop(Task task, Instant now, String code, String reason, Duration draining) {
        task.stopCode = code;
        task.stoppedReason = reason;
        task.stoppingAt = now;
        task.healthy = false;
        if (task.running() && !draining.isZero()) {
            enter(task, Task.Phase.DEACTIVATING, now.plus(draining));
        } else {
            enter(task, Task.Phase.STOPPING, now.plus(timing.stopping()));
        }
    }
}
