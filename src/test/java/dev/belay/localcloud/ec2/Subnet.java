package dev.belay.localcloud.ec2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;

/** One subnet. */
record Subnet(Scope scope, String id, String zone, String vpc, String addresses) {
    ObjectNode described() {
        return Json.object()
                .put("subnetId", id)
                .put("subnetArn", scope.arn("ec2", "subnet/" + id))
                .put("state", "available")
                .put("vpcId", vpc)
                .put("cidrBlock", addresses)
                .put("availableIpAddressCount", 250)
                .put("availabilityZone", zone)
                .put("ownerId", scope.account());
    }
}
