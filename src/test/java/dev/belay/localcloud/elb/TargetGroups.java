package dev.belay.localcloud.elb;

import dev.belay.localcloud.Scope;
import dev.belay.localcloud.ecs.ImageBehaviour;
import dev.belay.localcloud.ecs.TargetChecks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The target groups there are, and the load balancers before them. Of a group that is not one of them the check asks
 * {@code /health}. Safe for many threads.
 */
public final class TargetGroups implements TargetChecks {
    private final Map<String, TargetGroup> groups = new ConcurrentSkipListMap<>();
    private final Map<String, Balancer> balancers = new ConcurrentSkipListMap<>();

    /** Makes one, whose check asks that path at the traffic port and wants a 200. */
    public TargetGroup create(Scope scope, String name, int port, String healthCheckPath) {
        String id = "%016x".formatted(0x9E3779B97F4A7C15L * (groups.size() + 1));
        TargetGroup group = new TargetGroup(
                scope.arn("elasticloadbalancing", "targetgroup/" + name + "/" + id),
                name,
                port,
                healthCheckPath,
                "traffic-port",
                "200",
                List.of());
        put(group);
        return group;
    }

    /** Puts it in the place of the one with its ARN. */
    public void put(TargetGroup group) {
        groups.put(group.arn(), group);
    }

    /** Puts a load balancer of these security groups before a target group. */
    public Balancer balance(
            Scope scope,
            String targetGroupArn,
            String name,
            String vpc,
            List<String> securityGroups,
            List<String> subnets) {
        Balancer balancer = Balancer.of(scope, name, vpc, securityGroups, subnets);
        balancers.put(balancer.arn(), balancer);
        find(targetGroupArn).ifPresent(group -> put(group.behind(balancer.arn())));
        return balancer;
    }

    public Optional<TargetGroup> find(String arn) {
        return Optional.ofNullable(groups.get(arn));
    }

    List<TargetGroup> all() {
        return List.copyOf(groups.values());
    }

    List<Balancer> balancers() {
        return List.copyOf(balancers.values());
    }

    /** The security groups that the checks of a target group come from. */
    public List<String> securityGroups(String targetGroupArn) {
        return find(targetGroupArn).stream()
                .flatMap(group -> group.loadBalancers().stream())
                .flatMap(arn -> Optional.ofNullable(balancers.get(arn)).stream())
                .flatMap(balancer -> balancer.securityGroups().stream())
                .toList();
    }

    /** Where the checks of a target group ask a target that listens at that port. */
    public int checkPort(String targetGroupArn, int trafficPort) {
        return find(targetGroupArn).map(group -> group.checkPort(trafficPort)).orElse(trafficPort);
    }

    @Override
    public int status(String targetGroupArn, ImageBehaviour.Serves task, int port) {
        TargetGroup group = groups.get(targetGroupArn);
        if (group == null) {
            return task.health();
        }
        if (!group.checks(port)) {
            return REFUSED;
        }
        int status = task.status(group.healthCheckPath());
        return group.accepts(status) ? 200 : status;
    }
}
