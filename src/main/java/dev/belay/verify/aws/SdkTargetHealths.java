package dev.belay.verify.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.verify.ServiceTargets;
import dev.belay.verify.ServiceTargets.Group;
import dev.belay.verify.TargetHealths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * The new tasks by ECS, their health by Elastic Load Balancing, both in the service's own account and region. New are those that the
 * PRIMARY deployment started. A blue/green service has two target groups for one: a task is in either.
 */
public final class SdkTargetHealths implements TargetHealths {
    private static final int TASKS = 100;

    private final Function<AwsScope, EcsClient> ecs;
    private final Function<AwsScope, ElasticLoadBalancingV2Client> loadBalancing;

    public SdkTargetHealths(
            Function<AwsScope, EcsClient> ecs, Function<AwsScope, ElasticLoadBalancingV2Client> loadBalancing) {
        this.ecs = ecs;
        this.loadBalancing = loadBalancing;
    }

    @Override
    public ServiceTargets read(EcsService asked) {
        Service service = describe(asked);
        Deployment primary = service.deployments().stream()
                .filter(deployment -> "PRIMARY".equalsIgnoreCase(deployment.status()))
                .findFirst()
                .orElseThrow(() -> new Failure.Unavailable(
                                "ecs DescribeServices " + asked.service() + ": no PRIMARY deployment")
                        .asException());
        List<ServiceTargets.Task> tasks = tasks(asked).stream()
                .filter(task -> primary.id().equals(task.startedBy()))
                .map(SdkTargetHealths::task)
                .toList();
        List<Group> groups = service.loadBalancers().stream()
                .filter(balancer -> balancer.targetGroupArn() != null)
                .map(balancer -> group(asked.aws(), balancer))
                .toList();
        String arn = primary.taskDefinition();
        return new ServiceTargets(service.desiredCount(), arn.substring(arn.lastIndexOf('/') + 1), tasks, groups);
    }

    private Service describe(EcsService asked) {
        String what = "ecs DescribeServices " + asked.service();
        return Failures.translating(
                        what,
                        () -> ecs.apply(asked.aws())
                                .describeServices(request ->
                                        request.cluster(asked.cluster()).services(asked.service())))
                .services()
                .stream()
                .findFirst()
                .orElseThrow(() ->
                        new Failure.NotFound(what + ": there is no such service in " + asked.cluster()).asException());
    }

    private List<Task> tasks(EcsService asked) {
        EcsClient client = ecs.apply(asked.aws());
        List<String> arns = Failures.translating(
                "ecs ListTasks " + asked.service(),
                () -> client
                        .listTasksPaginator(request -> request.cluster(asked.cluster())
                                .serviceName(asked.service())
                                .desiredStatus(DesiredStatus.RUNNING))
                        .taskArns()
                        .stream()
                        .toList());
        var tasks = new ArrayList<Task>();
        for (int from = 0; from < arns.size(); from += TASKS) {
            List<String> some = arns.subList(from, Math.min(arns.size(), from + TASKS));
            tasks.addAll(Failures.translating(
                            "ecs DescribeTasks " + asked.service(),
                            () -> client.describeTasks(
                                    request -> request.cluster(asked.cluster()).tasks(some)))
                    .tasks());
        }
        // What was told to stop between the two calls is not one of them.
        tasks.removeIf(task -> "STOPPED".equals(task.desiredStatus()));
        return tasks;
    }

    private static ServiceTargets.Task task(Task task) {
        List<String> addresses = task.containers().stream()
                .flatMap(container -> container.networkInterfaces().stream())
                .flatMap(own -> Stream.of(own.privateIpv4Address(), own.ipv6Address()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String arn = task.taskArn();
        return new ServiceTargets.Task(
                arn.substring(arn.lastIndexOf('/') + 1), "RUNNING".equals(task.lastStatus()), addresses);
    }

    private Group group(AwsScope scope, LoadBalancer balancer) {
        var alternatives = balancer.advancedConfiguration();
        List<String> arns = Stream.of(
                        balancer.targetGroupArn(), alternatives == null ? null : alternatives.alternateTargetGroupArn())
                .filter(Objects::nonNull)
                .toList();
        ElasticLoadBalancingV2Client client = loadBalancing.apply(scope);
        var groups = Failures.translating(
                        "elasticloadbalancing DescribeTargetGroups " + String.join(", ", arns),
                        () -> client.describeTargetGroups(request -> request.targetGroupArns(arns)))
                .targetGroups();
        if (groups.isEmpty()) {
            throw new Failure.NotFound(
                            "elasticloadbalancing DescribeTargetGroups: there is no " + String.join(", ", arns))
                    .asException();
        }
        var targets = new ArrayList<ServiceTargets.Registered>();
        arns.forEach(arn -> targets.addAll(targets(client, arn)));
        var checks = groups.getFirst();
        String port = checks.healthCheckPort();
        return new Group(
                String.join(
                        " or ",
                        groups.stream().map(group -> group.targetGroupName()).toList()),
                balancer.containerPort() == null ? 0 : balancer.containerPort(),
                port != null && port.matches("\\d{1,5}") ? Integer.valueOf(port) : null,
                checks.healthCheckPath(),
                checks.matcher() == null
                        ? null
                        : Objects.requireNonNullElse(
                                checks.matcher().httpCode(), checks.matcher().grpcCode()),
                targets);
    }

    private static List<ServiceTargets.Registered> targets(ElasticLoadBalancingV2Client client, String group) {
        return Failures.translating(
                        "elasticloadbalancing DescribeTargetHealth " + group,
                        () -> client.describeTargetHealth(request -> request.targetGroupArn(group)))
                .targetHealthDescriptions()
                .stream()
                .map(seen -> new ServiceTargets.Registered(
                        seen.target().id(),
                        seen.target().port() == null ? 0 : seen.target().port(),
                        state(seen.targetHealth().stateAsString()),
                        Objects.requireNonNullElse(seen.targetHealth().reasonAsString(), ""),
                        Objects.requireNonNullElse(seen.targetHealth().description(), "")))
                .toList();
    }

    private static ServiceTargets.State state(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "healthy" -> ServiceTargets.State.HEALTHY;
            case "initial" -> ServiceTargets.State.INITIAL;
            case "unhealthy" -> ServiceTargets.State.UNHEALTHY;
            case "unused" -> ServiceTargets.State.UNUSED;
            case "draining", "unhealthy.draining" -> ServiceTargets.State.DRAINING;
            default -> ServiceTargets.State.UNAVAILABLE;
        };
    }
}
