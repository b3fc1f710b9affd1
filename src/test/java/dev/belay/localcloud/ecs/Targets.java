package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** Tasks as a load balancer sees them. */
final class Targets {
    private Targets() {}

    static Stream<EcsSimulator.Target> of(EcsService service, String targetGroupArn, TaskLife life) {
        return service.loadBalancers()
                .valueStream()
                .filter(balancer -> balancer.path("targetGroupArn").asText().equals(targetGroupArn))
                .flatMap(balancer ->
                        service.tasks.stream().filter(Task::running).map(task -> target(task, balancer, life)));
    }

    private static EcsSimulator.Target target(Task task, JsonNode balancer, TaskLife life) {
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
            return new EcsSimulator.Target(
                    task.address, port, "initial", "Elb.RegistrationInProgress", "Target registration is in progress");
        }
        int status = life.status(balancer.path("targetGroupArn").asText(), task, balancer);
        return switch (status) {
            case 200 -> new EcsSimulator.Target(task.address, port, "healthy", "", "");
            case 0 ->
                new EcsSimulator.Target(
                        task.address, port, "unhealthy", "Target.FailedHealthChecks", "Health checks failed");
            default ->
                new EcsSimulator.Target(
                        task.address, port, "unhealthy", "Target.ResponseCodeMismatch", TaskLife.reason(status));
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
