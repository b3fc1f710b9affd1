package dev.belay.diagnose.aws;

import dev.belay.diagnose.Revision;
import dev.belay.diagnose.ServiceSeen;
import dev.belay.diagnose.TaskSeen;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The SDK's descriptions as what was seen. Values of variables are left behind here. */
final class EcsViews {
    private EcsViews() {}

    static ServiceSeen service(Service service) {
        var network = service.networkConfiguration();
        return new ServiceSeen(
                number(service.desiredCount()),
                service.deployments().stream().map(EcsViews::deployment).toList(),
                service.events().stream()
                        .map(event -> new ServiceSeen.Event(event.createdAt(), event.message()))
                        .toList(),
                service.loadBalancers().stream()
                        .filter(balancer -> balancer.targetGroupArn() != null)
                        .map(balancer -> new ServiceSeen.Balancing(
                                balancer.targetGroupArn(),
                                text(balancer.containerName()),
                                number(balancer.containerPort())))
                        .toList(),
                network == null || network.awsvpcConfiguration() == null
                        ? List.of()
                        : network.awsvpcConfiguration().securityGroups());
    }

    private static ServiceSeen.Deployment deployment(Deployment it) {
        return new ServiceSeen.Deployment(
                it.id(),
                it.taskDefinition(),
                "PRIMARY".equalsIgnoreCase(it.status()),
                number(it.runningCount()),
                number(it.failedTasks()),
                it.rolloutStateAsString(),
                it.rolloutStateReason());
    }

    static TaskSeen task(Task task) {
        return new TaskSeen(
                task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1),
                task.taskDefinitionArn(),
                task.startedBy(),
                text(task.lastStatus()),
                task.createdAt(),
                task.stopCodeAsString(),
                task.stoppedReason(),
                address(task),
                task.containers().stream()
                        .map(container -> new TaskSeen.Container(
                                container.name(), container.exitCode(), container.reason(), container.runtimeId()))
                        .toList());
    }

    /** Of its own interface; a task that shares the host's has none. */
    private static @Nullable String address(Task task) {
        Stream<String> attached = task.attachments().stream()
                .flatMap(attachment -> attachment.details().stream())
                .filter(detail -> "privateIPv4Address".equals(detail.name()))
                .map(KeyValuePair::value);
        Stream<String> contained = task.containers().stream()
                .flatMap(container -> container.networkInterfaces().stream())
                .map(NetworkInterface::privateIpv4Address);
        return Stream.concat(attached, contained)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static Revision revision(TaskDefinition definition) {
        return new Revision(
                definition.taskDefinitionArn(),
                definition.status() != TaskDefinitionStatus.INACTIVE,
                definition.executionRoleArn(),
                definition.taskRoleArn(),
                mebibytes(definition.memory()),
                definition.containerDefinitions().stream()
                        .map(EcsViews::container)
                        .toList());
    }

    private static Revision.Container container(ContainerDefinition it) {
        return new Revision.Container(
                it.name(),
                text(it.image()),
                !Boolean.FALSE.equals(it.essential()),
                it.memory() == null || it.memory() == 0 ? null : it.memory(),
                it.environment().stream().map(KeyValuePair::name).collect(Collectors.toCollection(TreeSet::new)),
                secrets(it),
                it.portMappings().stream()
                        .map(PortMapping::containerPort)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toCollection(TreeSet::new)),
                log(it.logConfiguration()));
    }

    private static SortedMap<String, String> secrets(ContainerDefinition it) {
        var secrets = new TreeMap<String, String>();
        it.secrets().forEach(secret -> secrets.put(secret.name(), secret.valueFrom()));
        if (it.logConfiguration() != null) {
            it.logConfiguration()
                    .secretOptions()
                    .forEach(secret -> secrets.put("(log option " + secret.name() + ")", secret.valueFrom()));
        }
        if (it.repositoryCredentials() != null && it.repositoryCredentials().credentialsParameter() != null) {
            secrets.put("(registry credentials)", it.repositoryCredentials().credentialsParameter());
        }
        return secrets;
    }

    private static Revision.@Nullable Log log(@Nullable LogConfiguration log) {
        return log == null
                ? null
                : new Revision.Log(
                        text(log.logDriverAsString()),
                        log.options().get("awslogs-group"),
                        log.options().get("awslogs-region"),
                        log.options().get("awslogs-stream-prefix"));
    }

    /** ECS says it in digits, whatever was written at registration. */
    private static @Nullable Integer mebibytes(@Nullable String memory) {
        return memory != null && memory.matches("\\d{1,9}") ? Integer.valueOf(memory) : null;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
