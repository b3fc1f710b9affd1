package dev.belay.localcloud.ec2;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** EC2: security groups, what they let in, and subnets. */
public final class Ec2Simulator implements Simulator {
    private final Map<String, SecurityGroup> groups = new TreeMap<>();
    private final Map<String, Subnet> subnets = new TreeMap<>();

    /** Adds a group that lets nothing in. */
    public synchronized void securityGroup(Scope scope, String id, String name, String vpc) {
        groups.put(id, new SecurityGroup(scope, id, name, vpc));
    }

    /** Lets TCP in at that port: from another group ({@code sg-…}) or from addresses ({@code 0.0.0.0/0}). */
    public synchronized void allow(String group, int port, String source) {
        SecurityGroup changed = groups.get(group);
        if (changed == null) {
            throw new IllegalArgumentException("no security group " + group);
        }
        changed.add(new Rule("tcp", port, port, source));
    }

    public synchronized void subnet(Scope scope, String id, String zone, String vpc, String addresses) {
        subnets.put(id, new Subnet(scope, id, zone, vpc, addresses));
    }

    /** Whether TCP gets from one of those groups to one of these; groups that are not known here let everything in. */
    public synchronized boolean lets(List<String> from, List<String> to, int port) {
        List<SecurityGroup> known =
                to.stream().filter(groups::containsKey).map(groups::get).toList();
        return known.isEmpty() || known.stream().anyMatch(group -> group.lets(from, port));
    }

    @Override
    public Wire wire() {
        return Wire.EC2;
    }

    @Override
    public synchronized Response handle(Request request) {
        String operation = operation(request);
        try {
            return Query.ec2(operation, call(Scope.of(request), operation, Query.read(request)));
        } catch (RefusedException e) {
            return e.on(wire());
        }
    }

    private ObjectNode call(Scope scope, String operation, ObjectNode body) {
        return switch (operation) {
            case "DescribeSecurityGroups" -> describe(scope, body);
            case "DescribeSecurityGroupRules" -> rules(scope, body);
            case "AuthorizeSecurityGroupIngress" -> authorize(scope, body);
            case "RevokeSecurityGroupIngress" -> revoke(scope, body);
            case "DescribeSubnets" -> subnets(scope, body);
            default -> throw RefusedException.unknown(wire(), "EC2", operation);
        };
    }

    private ObjectNode describe(Scope scope, ObjectNode body) {
        Json.texts(body.path("GroupId")).forEach(id -> required(scope, id));
        List<String> ids = Json.texts(body.path("GroupId"));
        Filters filters = Filters.of(body, "group-id", "group-name", "vpc-id");
        return Json.object()
                .set(
                        "securityGroupInfo",
                        Json.array(groups.values().stream()
                                .filter(group -> group.scope().equals(scope))
                                .filter(group -> ids.isEmpty() || ids.contains(group.id()))
                                .filter(group -> filters.accept("group-id", group.id())
                                        && filters.accept("group-name", group.name())
                                        && filters.accept("vpc-id", group.vpc()))
                                .map(SecurityGroup::described)));
    }

    private ObjectNode rules(Scope scope, ObjectNode body) {
        Filters filters = Filters.of(body, "group-id", "security-group-rule-id");
        List<String> ids = Json.texts(body.path("SecurityGroupRuleId"));
        return Json.object()
                .set(
                        "securityGroupRuleSet",
                        Json.array(groups.values().stream()
                                .filter(group -> group.scope().equals(scope) && filters.accept("group-id", group.id()))
                                .flatMap(group -> group.rules().stream()
                                        .filter(rule -> ids.isEmpty() || ids.contains(rule.id(group.id())))
                                        .filter(rule -> filters.accept("security-group-rule-id", rule.id(group.id())))
                                        .map(rule -> rule.described(group)))));
    }

    private ObjectNode authorize(Scope scope, ObjectNode body) {
        SecurityGroup group = required(scope, body.path("GroupId").asText(""));
        List<Rule> asked = Rule.asked(body);
        for (Rule rule : asked) {
            if (group.rules().contains(rule)) {
                throw new RefusedException(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"" + rule.said() + ", ALLOW\" already exists");
            }
        }
        asked.forEach(group::add);
        ObjectNode answer = Json.object().put("return", true);
        return answer.set("securityGroupRuleSet", Json.array(asked.stream().map(rule -> rule.described(group))));
    }

    private ObjectNode revoke(Scope scope, ObjectNode body) {
        SecurityGroup group = required(scope, body.path("GroupId").asText(""));
        List<String> ids = Json.texts(body.path("SecurityGroupRuleId"));
        List<Rule> asked = ids.isEmpty()
                ? Rule.asked(body)
                : group.rules().stream()
                        .filter(rule -> ids.contains(rule.id(group.id())))
                        .toList();
        if (asked.isEmpty() || !group.rules().containsAll(asked)) {
            throw new RefusedException(
                    ids.isEmpty() ? "InvalidPermission.NotFound" : "InvalidSecurityGroupRuleId.NotFound",
                    "The specified rule does not exist in this security group.");
        }
        asked.forEach(group::remove);
        return Json.object().put("return", true);
    }

    private ObjectNode subnets(Scope scope, ObjectNode body) {
        List<String> ids = Json.texts(body.path("SubnetId"));
        for (String id : ids) {
            if (!subnets.containsKey(id)) {
                throw new RefusedException("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
            }
        }
        Filters filters = Filters.of(body, "subnet-id", "vpc-id");
        return Json.object()
                .set(
                        "subnetSet",
                        Json.array(subnets.values().stream()
                                .filter(subnet -> subnet.scope().equals(scope))
                                .filter(subnet -> ids.isEmpty() || ids.contains(subnet.id()))
                                .filter(subnet -> filters.accept("subnet-id", subnet.id())
                                        && filters.accept("vpc-id", subnet.vpc()))
                                .map(Subnet::described)));
    }

    private SecurityGroup required(Scope scope, String id) {
        SecurityGroup group = groups.get(id);
        if (group == null || !group.scope().equals(scope)) {
            throw new RefusedException("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
        }
        return group;
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        groups.values().forEach(group -> {
            ObjectNode shown = state.putObject(group.id()).put("name", group.name());
            shown.set("lets in", Json.array(group.rules().stream().map(rule -> shown.textNode(rule.said()))));
        });
        return state;
    }
}
