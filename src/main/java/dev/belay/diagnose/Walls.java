package dev.belay.diagnose;

import dev.belay.diagnose.TrafficClues.Balancer;
import dev.belay.diagnose.TrafficClues.Rule;
import dev.belay.diagnose.TrafficClues.SecurityGroup;
import dev.belay.diagnose.TrafficClues.TargetGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether security groups let a load balancer through to the tasks. In doubt they do: a group that can't be read, a
 * prefix list, or an address range where that of the load balancer's subnets is not known.
 */
final class Walls {
    private final ServiceEvidence seen;
    private final List<String> taskGroups;

    /** A way that is closed, and what was looked at for it. */
    record Closed(TargetGroup group, int port, String sentence, List<String> evidence) {}

    Walls(ServiceEvidence seen) {
        this.seen = seen;
        this.taskGroups = seen.service() == null ? List.of() : seen.service().securityGroups();
    }

    /** Every way from a load balancer to a port of the tasks that is closed. */
    List<Closed> closed() {
        var closed = new ArrayList<Closed>();
        if (seen.service() == null || taskGroups.isEmpty() || known(taskGroups).size() < taskGroups.size()) {
            return closed;
        }
        for (ServiceSeen.Balancing balancing : seen.service().balancing()) {
            seen.groups().stream()
                    .filter(group -> group.arn().equals(balancing.group()))
                    .forEach(group -> closed.addAll(closed(group, balancing.port())));
        }
        return closed;
    }

    private List<Closed> closed(TargetGroup group, int trafficPort) {
        var closed = new ArrayList<Closed>();
        for (int port : new TreeSet<>(List.of(group.checked(trafficPort), trafficPort))) {
            seen.balancers().stream()
                    .filter(balancer -> group.balancers().contains(balancer.arn()))
                    .forEach(balancer -> {
                        if (!letsIn(balancer, port)) {
                            closed.add(in(group, balancer, port));
                        } else if (!letsOut(balancer, port)) {
                            closed.add(out(group, balancer, port));
                        }
                    });
        }
        return closed;
    }

    private Closed in(TargetGroup group, Balancer balancer, int port) {
        String from = balancer.securityGroups().isEmpty() ? "" : " (" + names(balancer.securityGroups()) + ")";
        var evidence = new ArrayList<String>();
        known(taskGroups).forEach(wall -> evidence.add(wall.id() + " lets in: " + rules(wall.in())));
        return new Closed(
                group,
                port,
                "The tasks' security group %s lets nothing of load balancer %s%s in at port %d."
                        .formatted(names(taskGroups), balancer.name(), from, port),
                evidence);
    }

    private Closed out(TargetGroup group, Balancer balancer, int port) {
        var evidence = new ArrayList<String>();
        known(balancer.securityGroups()).forEach(wall -> evidence.add(wall.id() + " lets out: " + rules(wall.out())));
        return new Closed(
                group,
                port,
                "The security group %s of load balancer %s lets nothing out to the tasks (%s) at port %d."
                        .formatted(names(balancer.securityGroups()), balancer.name(), names(taskGroups), port),
                evidence);
    }

    private boolean letsIn(Balancer balancer, int port) {
        List<Rule> rules = rulesAt(taskGroups, SecurityGroup::in, port).toList();
        return rules.stream()
                        .anyMatch(rule ->
                                rule.lists() || rule.groups().stream().anyMatch(balancer.securityGroups()::contains))
                || reaches(rules, balancer);
    }

    /** A load balancer stands in each of its subnets, and each of them checks. */
    private boolean reaches(List<Rule> rules, Balancer balancer) {
        List<String> ranges =
                rules.stream().flatMap(rule -> rule.ranges().stream()).toList();
        if (ranges.isEmpty()) {
            return false;
        }
        return ranges.contains("0.0.0.0/0")
                || balancer.subnets().stream()
                        .allMatch(subnet -> !seen.ranges().containsKey(subnet)
                                || ranges.stream()
                                        .anyMatch(range ->
                                                Cidr.covers(range, seen.ranges().get(subnet))));
    }

    /** Where tasks stand is not looked at: any address range may be theirs. */
    private boolean letsOut(Balancer balancer, int port) {
        List<String> walls = balancer.securityGroups();
        return walls.isEmpty()
                || known(walls).size() < walls.size()
                || rulesAt(walls, SecurityGroup::out, port)
                        .anyMatch(rule -> rule.lists()
                                || !rule.ranges().isEmpty()
                                || rule.groups().stream().anyMatch(taskGroups::contains));
    }

    private Stream<Rule> rulesAt(
            List<String> ids, java.util.function.Function<SecurityGroup, List<Rule>> direction, int port) {
        return known(ids).stream()
                .flatMap(wall -> direction.apply(wall).stream())
                .filter(rule -> rule.at(port));
    }

    private List<SecurityGroup> known(List<String> ids) {
        return seen.securityGroups().stream()
                .filter(wall -> ids.contains(wall.id()))
                .toList();
    }

    private static String names(List<String> ids) {
        return String.join(", ", ids);
    }

    private static String rules(List<Rule> rules) {
        return rules.isEmpty()
                ? "nothing"
                : String.join(
                        ", ",
                        rules.stream()
                                .map(rule -> (rule.from() < 0
                                                ? "all ports"
                                                : rule.from() == rule.to()
                                                        ? "port " + rule.from()
                                                        : "ports " + rule.from() + " to " + rule.to())
                                        + " for "
                                        + String.join(
                                                " and ",
                                                Stream.concat(rule.groups().stream(), rule.ranges().stream())
                                                        .toList())
                                        + (rule.lists() ? " and prefix lists" : ""))
                                .toList());
    }
}
