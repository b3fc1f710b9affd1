package dev.belay.localcloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import dev.belay.localcloud.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a security group lets in.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code -1} for all at all ports
 * @param source another group's id, or addresses such as {@code 10.0.0.0/16}
 */
record Rule(String protocol, int from, int to, String source) {
    boolean lets(List<String> groups, int port) {
        boolean fits = protocol.equals("-1") || (protocol.equals("tcp") && from <= port && port <= to);
        // The load balancer's own addresses are inside the network, whose addresses begin with 10.
        return fits && (groups.contains(source) || source.equals("0.0.0.0/0") || source.startsWith("10."));
    }

    String id(String group) {
        return "sgr-0%016x".formatted(0x9E3779B97F4A7C15L * (group + this).hashCode());
    }

    /** As EC2 quotes it. */
    String said() {
        return "peer: " + source + ", " + protocol.toUpperCase(java.util.Locale.ROOT) + ", from port: " + from
                + ", to port: " + to;
    }

    ObjectNode permission(Scope scope) {
        ObjectNode shown = Json.object().put("ipProtocol", protocol);
        if (!protocol.equals("-1")) {
            shown.put("fromPort", from).put("toPort", to);
        }
        boolean group = source.startsWith("sg-");
        ObjectNode peer = group
                ? Json.object().put("userId", scope.account()).put("groupId", source)
                : Json.object().put("cidrIp", source);
        shown.set("groups", group ? Json.array().add(peer) : Json.array());
        shown.set("ipRanges", group ? Json.array() : Json.array().add(peer));
        shown.set("ipv6Ranges", Json.array());
        shown.set("prefixListIds", Json.array());
        return shown;
    }

    ObjectNode described(SecurityGroup group) {
        ObjectNode shown = Json.object()
                .put("securityGroupRuleId", id(group.id()))
                .put("groupId", group.id())
                .put("groupOwnerId", group.scope().account())
                .put("isEgress", false)
                .put("ipProtocol", protocol)
                .put("fromPort", from)
                .put("toPort", to);
        if (source.startsWith("sg-")) {
            shown.putObject("referencedGroupInfo")
                    .put("groupId", source)
                    .put("userId", group.scope().account());
        } else {
            shown.put("cidrIpv4", source);
        }
        return shown;
    }

    /** Those that a call names, as permissions or, as older callers do, one by itself. */
    static List<Rule> asked(JsonNode body) {
        List<Rule> asked = new ArrayList<>();
        body.path("IpPermissions").forEach(permission -> {
            permission
                    .path("Groups")
                    .forEach(peer ->
                            asked.add(of(permission, peer.path("GroupId").asText())));
            permission
                    .path("IpRanges")
                    .forEach(
                            peer -> asked.add(of(permission, peer.path("CidrIp").asText())));
        });
        if (body.hasNonNull("CidrIp")) {
            asked.add(of(body, body.path("CidrIp").asText()));
        }
        if (asked.isEmpty() && body.path("SecurityGroupRuleId").isEmpty()) {
            throw new RefusedException(
                    "MissingParameter",
                    "The request must contain the parameter ipPermissions with a group or addresses");
        }
        return asked;
    }

    private static Rule of(JsonNode permission, String source) {
        String protocol = permission.path("IpProtocol").asText("-1");
        int from = protocol.equals("-1") ? -1 : permission.path("FromPort").asInt(-1);
        return new Rule(
                protocol,
                from,
                protocol.equals("-1") ? -1 : permission.path("ToPort").asInt(from),
                source);
    }
}
