package dev.belay.localcloud.elb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Form;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.Xml;
import dev.belay.localcloud.ecs.EcsSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Elastic Load Balancing, version 2: target groups, and how the tasks behind them fare. */
public final class ElbSimulator implements Simulator {
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
        Map<String, String> form = Form.of(request);
        String operation = operation(request);
        return switch (operation) {
            case "CreateTargetGroup" -> create(Scope.of(request), form);
            case "ModifyTargetGroup" -> modify(form);
            case "DescribeTargetGroups" -> describe(form);
            case "DescribeTargetHealth" -> health(form);
            default ->
                wire().error(400, "InvalidAction", "the local cloud's ELB does not know the operation " + operation);
        };
    }

    private Response create(Scope scope, Map<String, String> form) {
        TargetGroup made = groups.create(
                scope,
                form.getOrDefault("Name", ""),
                Integer.parseInt(form.getOrDefault("Port", "80")),
                form.getOrDefault("HealthCheckPath", "/"));
        groups.put(changed(made, form));
        return answer("CreateTargetGroup", listed(List.of(changed(made, form))));
    }

    private Response modify(Map<String, String> form) {
        Optional<TargetGroup> found = groups.find(form.getOrDefault("TargetGroupArn", ""));
        found.ifPresent(group -> groups.put(changed(group, form)));
        return found.map(group -> answer("ModifyTargetGroup", listed(List.of(changed(group, form)))))
                .orElseGet(this::notFound);
    }

    private static TargetGroup changed(TargetGroup group, Map<String, String> form) {
        return new TargetGroup(
                group.arn(),
                group.name(),
                group.port(),
                form.getOrDefault("HealthCheckPath", group.healthCheckPath()),
                form.getOrDefault("HealthCheckPort", group.healthCheckPort()),
                form.getOrDefault("Matcher.HttpCode", group.matcher()));
    }

    private Response describe(Map<String, String> form) {
        List<String> arns = Form.members(form, "TargetGroupArns");
        List<String> names = Form.members(form, "Names");
        List<TargetGroup> found = groups.all().stream()
                .filter(group -> arns.isEmpty() || arns.contains(group.arn()))
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .toList();
        return found.size() < Math.max(arns.size(), names.size())
                ? notFound()
                : answer("DescribeTargetGroups", listed(found));
    }

    private static String listed(List<TargetGroup> found) {
        return found.stream()
                .map(group -> "<member>" + Xml.element("TargetGroupArn", group.arn())
                        + Xml.element("TargetGroupName", group.name()) + "<Protocol>HTTP</Protocol>"
                        + Xml.element("Port", Integer.toString(group.port())) + "<TargetType>ip</TargetType>"
                        + "<HealthCheckEnabled>true</HealthCheckEnabled><HealthCheckProtocol>HTTP</HealthCheckProtocol>"
                        + Xml.element("HealthCheckPath", group.healthCheckPath())
                        + Xml.element("HealthCheckPort", group.healthCheckPort()) + "<Matcher>"
                        + Xml.element("HttpCode", group.matcher()) + "</Matcher></member>")
                .collect(Collectors.joining("", "<TargetGroups>", "</TargetGroups>"));
    }

    private Response health(Map<String, String> form) {
        String arn = form.getOrDefault("TargetGroupArn", "");
        List<EcsSimulator.Target> targets = ecs.targets(arn);
        if (groups.find(arn).isEmpty() && targets.isEmpty()) {
            return notFound();
        }
        return answer(
                "DescribeTargetHealth",
                targets.stream()
                        .map(ElbSimulator::described)
                        .collect(Collectors.joining("", "<TargetHealthDescriptions>", "</TargetHealthDescriptions>")));
    }

    private static String described(EcsSimulator.Target target) {
        String port = Integer.toString(target.port());
        String why = target.reason().isEmpty()
                ? ""
                : Xml.element("Reason", target.reason()) + Xml.element("Description", target.description());
        return "<member><Target>" + Xml.element("Id", target.address()) + Xml.element("Port", port) + "</Target>"
                + Xml.element("HealthCheckPort", port) + "<TargetHealth>" + Xml.element("State", target.state()) + why
                + "</TargetHealth></member>";
    }

    private Response notFound() {
        return wire().error(400, "TargetGroupNotFound", "One or more target groups not found");
    }

    private static Response answer(String operation, String result) {
        return Response.of(
                200,
                "text/xml",
                "<" + operation + "Response xmlns=\"http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/\"><"
                        + operation + "Result>" + result + "</" + operation
                        + "Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></" + operation
                        + "Response>");
    }

    @Override
    public JsonNode state() {
        ObjectNode state = Json.object();
        for (TargetGroup group : groups.all()) {
            ObjectNode shown = state.putObject(group.name())
                    .put("check", group.healthCheckPath() + " at " + group.healthCheckPort());
            ecs.targets(group.arn()).forEach(target -> shown.put(target.address(), target.state()));
        }
        return state;
    }
}
