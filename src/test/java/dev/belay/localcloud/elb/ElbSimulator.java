package dev.belay.localcloud.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Query;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.ecs.EcsSimulator;
import java.util.List;
import java.util.stream.Stream;

/** Elastic Load Balancing, version 2: load balancers, target groups, and how the tasks behind them fare. */
public final class ElbSimulator implements Simulator {
    private static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";
    private final TargetGroups groups;
    private final EcsSimulator ecs;

    public ElbSimulator(TargetGroups groups, EcsSimulator ecs) {
        this.groups = groups;
        this.ecs = ecs;
    }

    @Override
    public Wire wire() {
        return Wire.QUERY;
    }

    @Override
    public Response handle(Request request) {
        String operation = operation(request);
        try {
            return Query.answer(operation, NAMESPACE, call(Scope.of(request), operation, Query.read(request)));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private ObjectNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "CreateTargetGroup" -> create(scope, body);
            case "ModifyTargetGroup" -> modify(body);
            case "DescribeTargetGroups" -> describe(body);
            case "DescribeTargetHealth" -> health(body);
            case "DescribeLoadBalancers" -> balancers(body);
            default -> throw RefusedException.unknown(wire(), "ELB", operation);
        };
    }

    private ObjectNode create(Scope scope, ObjectNode body) {
        TargetGroup made = groups.create(
                scope,
                body.path("Name").asText(""),
                body.path("Port").asInt(80),
                body.path("HealthCheckPath").asText("/"));
        groups.put(changed(made, body));
        return listed(Stream.of(changed(made, body)));
    }

    private ObjectNode modify(ObjectNode body) {
        TargetGroup group = changed(required(body.path("TargetGroupArn").asText("")), body);
        groups.put(group);
        return listed(Stream.of(group));
    }

    private static TargetGroup changed(TargetGroup group, ObjectNode body) {
        String port = body.path("HealthCheckPort").asText(group.healthCheckPort());
        if (!port.matches("traffic-port|\\d{1,5}")) {
            throw new RefusedException("ValidationError", "Health check port '" + port + "' is not valid");
        }
        return new TargetGroup(
                group.arn(),
                group.name(),
                group.port(),
                body.path("HealthCheckPath").asText(group.healthCheckPath()),
                port,
                body.path("Matcher").path("HttpCode").asText(group.matcher()),
                group.loadBalancers());
    }

    private ObjectNode describe(ObjectNode body) {
        List<String> arns = Json.texts(body.path("TargetGroupArns"));
        List<String> names = Json.texts(body.path("Names"));
        String balancer = body.path("LoadBalancerArn").asText("");
        List<TargetGroup> found = groups.all().stream()
                .filter(group -> arns.isEmpty() || arns.contains(group.arn()))
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .filter(group -> balancer.isEmpty() || group.loadBalancers().contains(balancer))
                .toList();
        if (found.size() < Math.max(arns.size(), names.size())) {
            throw notFound();
        }
        return listed(found.stream());
    }

    private static ObjectNode listed(Stream<TargetGroup> found) {
        return Json.object().set("TargetGroups", Json.array(found.map(TargetGroup::described)));
    }

    private ObjectNode balancers(ObjectNode body) {
        List<String> arns = Json.texts(body.path("LoadBalancerArns"));
        List<String> names = Json.texts(body.path("Names"));
        List<Balancer> found = groups.balancers().stream()
                .filter(balancer -> arns.isEmpty() || arns.contains(balancer.arn()))
                .filter(balancer -> names.isEmpty() || names.contains(balancer.name()))
                .toList();
        if (found.size() < Math.max(arns.size(), names.size())) {
            throw new RefusedException("LoadBalancerNotFound", "One or more load balancers not found");
        }
        return Json.object().set("LoadBalancers", Json.array(found.stream().map(Balancer::described)));
    }

    private ObjectNode health(ObjectNode body) {
        String arn = body.path("TargetGroupArn").asText("");
        List<EcsSimulator.Target> targets = ecs.targets(arn);
        if (targets.isEmpty()) {
            required(arn);
        }
        return Json.object()
                .set("TargetHealthDescriptions", Json.array(targets.stream().map(target -> described(arn, target))));
    }

    private ObjectNode described(String arn, EcsSimulator.Target target) {
        ObjectNode shown = Json.object();
        shown.putObject("Target").put("Id", target.address()).put("Port", target.port());
        shown.put("HealthCheckPort", groups.checkPort(arn, target.port()));
        ObjectNode health = shown.putObject("TargetHealth").put("State", target.state());
        if (!target.reason().isEmpty()) {
            health.put("Reason", target.reason()).put("Description", target.description());
        }
        return shown;
    }

    private TargetGroup required(String arn) {
        return groups.find(arn).orElseThrow(ElbSimulator::notFound);
    }

    private static RefusedException notFound() {
        return new RefusedException("TargetGroupNotFound", "One or more target groups not found");
    }

    @Override
    public JsonNode state() {
        ObjectNode state = Json.object();
        for (TargetGroup group : groups.all()) {
            ObjectNode shown = state.putObject(group.name())
                    .put("arn", group.arn())
                    .put("check", group.healthCheckPath() + " at " + group.healthCheckPort());
            ecs.targets(group.arn())
                    .forEach(target -> shown.put(
                            target.address(),
                            target.state() + (target.description().isEmpty() ? "" : ": " + target.description())));
        }
        return state;
    }
}
