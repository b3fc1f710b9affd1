package dev.belay.localcloud.elb;

/**
 * One target group and how it checks its targets.
 *
 * @param healthCheckPort {@code traffic-port} or a number
 * @param matcher the statuses that count as healthy, such as {@code 200}, {@code 200-299} or {@code 200,404}
 */
public record TargetGroup(
        String arn, String name, int port, String healthCheckPath, String healthCheckPort, String matcher) {
    boolean checks(int trafficPort) {
        return healthCheckPort.equals("traffic-port") || healthCheckPort.equals(Integer.toString(trafficPort));
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
}
