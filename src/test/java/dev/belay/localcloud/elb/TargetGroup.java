package dev.belay.localcloud.elb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.util.List;

/**
 * One target group and how it checks its targets.
 *
 * @param healthCheckPort {@code traffic-port} or a number
 * @param matcher the statuses that count as healthy, such as {@code 200}, {@code 200-299} or {@code 200,404}
 * @param loadBalancers the ARNs of those that send it requests
 */
public record TargetGroup(
        String arn,
        String name,
        int port,
        String healthCheckPath,
        String healthCheckPort,
        String matcher,
        List<String> loadBalancers) {
    public TargetGroup {
        loadBalancers = List.copyOf(loadBalancers);
    }

    boolean atTrafficPort() {
        return healthCheckPort.equals("traffic-port");
    }

    boolean checks(int trafficPort) {
        return checkPort(trafficPort) == trafficPort;
    }

    /** Where its check asks a target that listens at that port. */
    int checkPort(int trafficPort) {
        return atTrafficPort() ? trafficPort : Integer.parseInt(healthCheckPort);
    }

    boolean accepts(int status) {
        for (String range : matcher.split(",", -1)) {
            int dash = range.indexOf('-');
            int from = Integer.parseInt((dash < 0 ? range : range.substring(0, dash)).trim());
            int to =
                    dash < 0 ? from : Integer.parseInt(range.substring(dash + 1).trim());
            if (from <= status && status <= to) {
                return true;
            }
        }
        return false;
    }

    ObjectNode described() {
        ObjectNode shown = Json.object()
                .put("TargetGroupArn", arn)
                .put("TargetGroupName", name)
                .put("Protocol", "HTTP")
                .put("ProtocolVersion", "HTTP1")
                .put("Port", port)
                .put("TargetType", "ip")
                .put("HealthCheckEnabled", true)
                .put("HealthCheckProtocol", "HTTP")
                .put("HealthCheckPath", healthCheckPath)
                .put("HealthCheckPort", healthCheckPort)
                .put("HealthCheckIntervalSeconds", 30)
                .put("HealthCheckTimeoutSeconds", 5)
                .put("HealthyThresholdCount", 5)
                .put("UnhealthyThresholdCount", 2);
        shown.putObject("Matcher").put("HttpCode", matcher);
        shown.set("LoadBalancerArns", Json.array(loadBalancers.stream().map(shown::textNode)));
        return shown;
    }

    TargetGroup behind(String loadBalancer) {
        return new TargetGroup(arn, name, port, healthCheckPath, healthCheckPort, matcher, List.of(loadBalancer));
    }
}
