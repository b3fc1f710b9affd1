package dev.belay.ecs.aws;

import dev.belay.ecs.EcsTask;
import dev.belay.ecs.ServiceSnapshot;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** The SDK's descriptions as ours. */
final class Snapshots {
    private static final int EVENTS = 30;

    private Snapshots() {}

    static ServiceSnapshot of(Service service) {
        DeploymentConfiguration how = service.deploymentConfiguration();
        return new ServiceSnapshot(
                service.serviceArn(),
                service.status() == null ? "UNKNOWN" : service.status(),
                service.deploymentController() == null
                        ? "ECS"
                        : service.deploymentController().typeAsString(),
                how == null || how.strategyAsString() == null ? "ROLLING" : how.strategyAsString(),
                service.taskDefinition(),
                number(service.desiredCount()),
                number(service.runningCount()),
                number(service.pendingCount()),
                rollsBack(how),
                service.deployments().stream().map(Snapshots::of).toList(),
                service.loadBalancers().stream().map(Snapshots::of).toList(),
                service.events().stream()
                        .limit(EVENTS)
                        .map(event -> new ServiceSnapshot.Event(event.createdAt(), event.message()))
                        .toList());
    }

    private static boolean rollsBack(@Nullable DeploymentConfiguration how) {
        if (how == null) {
            return false;
        }
        var breaker = how.deploymentCircuitBreaker();
        var alarms = how.alarms();
        return (breaker != null && Boolean.TRUE.equals(breaker.enable()) && Boolean.TRUE.equals(breaker.rollback()))
                || (alarms != null && Boolean.TRUE.equals(alarms.enable()) && Boolean.TRUE.equals(alarms.rollback()));
    }

    private static ServiceSnapshot.Deployment of(Deployment it) {
        return new ServiceSnapshot.Deployment(
                it.id(),
                it.status() == null ? "" : it.status().toUpperCase(Locale.ROOT),
                it.taskDefinition(),
                number(it.desiredCount()),
                number(it.runningCount()),
                number(it.pendingCount()),
                number(it.failedTasks()),
                it.createdAt(),
                it.updatedAt(),
                it.rolloutStateAsString(),
                it.rolloutStateReason());
    }

    static EcsTask of(Task task) {
        return new EcsTask(
                task.taskArn(),
                task.taskDefinitionArn(),
                task.lastStatus(),
                task.desiredStatus(),
                task.healthStatusAsString(),
                task.startedBy(),
                task.stopCodeAsString(),
                task.stoppedReason(),
                task.containers().stream()
                        .map(container ->
                                new EcsTask.Container(container.name(), container.exitCode(), container.reason()))
                        .toList());
    }

    private static ServiceSnapshot.LoadBalancer of(LoadBalancer it) {
        return new ServiceSnapshot.LoadBalancer(
                it.targetGroupArn(), it.containerName() == null ? "" : it.containerName(), number(it.containerPort()));
    }

    private static int number(@Nullable Integer count) {
        return count == null ? 0 : count;
    }
}
