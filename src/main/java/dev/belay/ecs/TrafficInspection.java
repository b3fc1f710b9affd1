package dev.belay.ecs;

import dev.belay.ecs.Requirements.PortMapping;
import dev.belay.ecs.ServiceSnapshot.LoadBalancer;
import dev.belay.ecs.Surroundings.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Whether a service's load balancers fit a revision. Pure. The health check is the service's and not the revision's
 * (copilot-cli #4838: rolled back, and the check still asked at the new one's port).
 */
final class TrafficInspection {
    private static final String TRAFFIC_PORT = "traffic-port";

    private final String label;
    private final Requirements needs;
    private final Inspection inspection;

    /** @param label the revision, for people */
    TrafficInspection(String label, Requirements needs, Inspection inspection) {
        this.label = label;
        this.needs = needs;
        this.inspection = inspection;
    }

    /** Whether a load balancer's traffic finds the container and its port. */
    void traffic(LoadBalancer balancer) {
        List<PortMapping> ports = needs.ports().get(balancer.container());
        if (ports == null) {
            inspection.problem(balancer.name() + " sends to container " + balancer.container() + ", and " + label
                    + " has only " + String.join(", ", needs.ports().sequencedKeySet()));
        } else if (ports.stream().noneMatch(port -> port.has(balancer.port()))) {
            inspection.problem(balancer.name() + " sends to port " + balancer.port() + " of " + balancer.container()
                    + ", and " + label + " maps " + mapped(ports.stream()) + " there");
        }
    }

    /**
     * Whether a target group's health check can find a task.
     *
     * @param known target group's name to its health check when the revision was known good, as far as that is known
     */
    void check(TargetGroup group, SortedMap<String, String> known) {
        String name = "target group " + group.name();
        if (group.targetType().equals("ip") != needs.awsvpc()) {
            inspection.problem(name + " takes targets of type " + group.targetType() + ", and " + label
                    + " has network mode " + needs.networkMode());
        }
        if (!group.healthCheckPort().equals(TRAFFIC_PORT) && !maps(Integer.parseInt(group.healthCheckPort()))) {
            inspection.problem(name + " checks health at port " + group.healthCheckPort() + ", and " + label + " maps "
                    + mapped(all()) + ": its tasks would never get healthy");
        }
        String now = said(group);
        String was = known.get(group.name());
        if (was == null || was.equals(now)) {
            inspection.note(name + " checks health with " + now + "; whether " + label
                    + " answers that is not seen from outside");
        } else {
            inspection.untold("whether " + label + " answers the health check of " + name
                    + ", which was changed: it is " + now + " and was " + was);
        }
    }

    /** A health check in words, equal when nothing of it changed. */
    static String said(TargetGroup group) {
        return group.healthCheck() + " at " + group.healthCheckPort();
    }

    private boolean maps(int port) {
        return all().anyMatch(mapping -> mapping.has(port) || mapping.host() == port);
    }

    private Stream<PortMapping> all() {
        return needs.ports().values().stream().flatMap(List::stream);
    }

    private static String mapped(Stream<PortMapping> ports) {
        var all = new ArrayList<String>();
        ports.forEach(port -> all.add(port.toString()));
        return all.isEmpty() ? "none" : "only " + String.join(", ", all);
    }
}
