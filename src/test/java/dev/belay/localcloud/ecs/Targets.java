package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Tasks as a load balancer sees them. */
final class Targets {
    private Targets() {}

    static Stream<EcsSimulator.Target> of(EcsService service, String targetGroupArn, TaskLife life, Instant now) {
        return service.loadBalancers()
                .valueStream()
                .filter(balancer -> balancer.path("targetGroupArn").asText().equals(targetGroupArn))
                .flatMap(balancer -> service.tasks.stream()
                        .filter(Task::running)
                        .map(task -> target(service, task, balancer, life, now)));
    }

    private static EcsSimulator.Target target(
            EcsService service, Task task, JsonNode balancer, TaskLife life, Instant now) {
        int port = balancer.path("containerPort").asInt();
        if (task.phase == Task.Phase.DEACTIVATING) {
            return new EcsSimulator.Target(
                    task.address,
                    port,
                    "draining",
                    "Target.DeregistrationInProgress",
                    "Target deregistration is in progress");
        }
        if (!task.checked) {
            Duration registering =
                    Duration.between(task.startedAt, task.checkedAt).dividedBy(2);
            return task.startedAt.plus(registering).isAfter(now)
                    ? new EcsSimulator.Target(
                            task.address,
                            port,
                            "initial",
                            "Elb.RegistrationInProgress",
                            "Target registration is in progress")
                    : new EcsSimulator.Target(
                            task.address,
                            port,
                            "initial",
                            "Elb.InitialHealthChecking",
                            "Initial health checks in progress");
        }
        int status = life.status(service, task, balancer);
        return status == 200
                ? new EcsSimulator.Target(task.address, port, "healthy", "", "")
                : new EcsSimulator.Target(task.address, port, "unhealthy", code(status), TaskLife.reason(status));
    }

    private static String code(int status) {
        return switch (status) {
            case TargetChecks.REFUSED -> "Target.FailedHealthChecks";
            case TargetChecks.LOST -> "Target.Timeout";
            default -> "Target.ResponseCodeMismatch";
        };
    }

    static Stream<EcsSimulator.Server> servers(EcsService service, TaskLife life) {
        String container = service.loadBalancers().path(0).path("containerName").asText("");
        return service.tasks.stream()
                .filter(task -> task.phase == Task.Phase.RUNNING && task.healthy)
                .flatMap(task -> life.serves(task, container).stream()
                        .flatMap(serves -> TaskLife.image(task, container).stream()
                                .map(image -> new EcsSimulator.Server(task.id, image, serves))));
    }
}
