package dev.belay.localcloud.elb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.util.List;

/** An application load balancer as it is described: its security groups say where its requests come from. */
public record Balancer(
        String arn, String name, String dnsName, String vpc, List<String> securityGroups, List<String> subnets) {
    public Balancer {
        securityGroups = List.copyOf(securityGroups);
        subnets = List.copyOf(subnets);
    }

    static Balancer of(Scope scope, String name, String vpc, List<String> securityGroups, List<String> subnets) {
        String id = "%016x".formatted(0x9E3779B97F4A7C15L * (name.hashCode() | 1));
        return new Balancer(
                scope.arn("elasticloadbalancing", "loadbalancer/app/" + name + "/" + id),
                name,
                name + "-" + Integer.toUnsignedString(name.hashCode()) + "." + scope.region() + ".elb.amazonaws.com",
                vpc,
                securityGroups,
                subnets);
    }

    ObjectNode described() {
        ObjectNode shown = Json.object()
                .put("LoadBalancerArn", arn)
                .put("LoadBalancerName", name)
                .put("DNSName", dnsName)
                .put("Scheme", "internet-facing")
                .put("VpcId", vpc)
                .put("Type", "application")
                .put("IpAddressType", "ipv4");
        shown.putObject("State").put("Code", "active");
        shown.set("SecurityGroups", Json.array(securityGroups.stream().map(shown::textNode)));
        shown.set(
                "AvailabilityZones",
                Json.array(subnets.stream().map(subnet -> Json.object().put("SubnetId", subnet))));
        return shown;
    }
}
