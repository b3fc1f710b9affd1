package dev.belay.localcloud.ec2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.util.ArrayList;
import java.util.List;

/** One security group and what it lets in. What goes out is never held back. */
final class SecurityGroup {
    private final Scope scope;
    private final String id;
    private final String name;
    private final String vpc;
    private final List<Rule> rules = new ArrayList<>();

    SecurityGroup(Scope scope, String id, String name, String vpc) {
        this.scope = scope;
        this.id = id;
        this.name = name;
        this.vpc = vpc;
    }

    Scope scope() {
        return scope;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String vpc() {
        return vpc;
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    void add(Rule rule) {
        rules.add(rule);
    }

    void remove(Rule rule) {
        rules.remove(rule);
    }

    boolean lets(List<String> from, int port) {
        return rules.stream().anyMatch(rule -> rule.lets(from, port));
    }

    ObjectNode described() {
        ObjectNode shown = Json.object()
                .put("ownerId", scope.account())
                .put("groupId", id)
                .put("groupName", name)
                .put("groupDescription", name)
                .put("vpcId", vpc);
        shown.set("ipPermissions", Json.array(rules.stream().map(rule -> rule.permission(scope))));
        shown.set(
                "ipPermissionsEgress",
                Json.array(java.util.stream.Stream.of(new Rule("-1", -1, -1, "0.0.0.0/0").permission(scope))));
        return shown;
    }
}
