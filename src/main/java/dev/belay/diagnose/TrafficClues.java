package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What lies between users and tasks. Each call ends within seconds, or throws {@link FailureException}. */
public interface TrafficClues {
    /** Target groups, by ARN. */
    List<TargetGroup> groups(AwsScope scope, List<String> arns);

    /** How the targets of a group fare. */
    List<TargetHealth> health(AwsScope scope, String group);

    /** Load balancers, by ARN. */
    List<Balancer> balancers(AwsScope scope, List<String> arns);

    /** Security groups, by id. */
    List<SecurityGroup> securityGroups(AwsScope scope, List<String> ids);

    /** The IPv4 range of each of these subnets, in CIDR notation. */
    SortedMap<String, String> ranges(AwsScope scope, List<String> subnets);

    /**
     * A target group and how it checks.
     *
     * @param checkPort {@code traffic-port} or a number
     * @param checkPath null: it only connects
     * @param accepted statuses that count as healthy, as written; null: not said
     */
    record TargetGroup(
            String arn,
            String name,
            String checkProtocol,
            String checkPort,
            @Nullable String checkPath,
            @Nullable String accepted,
            List<String> balancers) {
        public TargetGroup {
            balancers = List.copyOf(balancers);
        }

        /** The port that is checked of a target that gets its requests at {@code port}. */
        int checked(int port) {
            return checkPort.chars().allMatch(Character::isDigit) ? Integer.parseInt(checkPort) : port;
        }
    }

    /**
     * How one target fares.
     *
     * @param id address or instance
     * @param state {@code healthy}, {@code unhealthy}, {@code initial}, {@code draining}…
     * @param reason such as {@code Target.Timeout}; null: none
     */
    record TargetHealth(
            String id,
            int port,
            String state,
            @Nullable String reason,
            @Nullable String description) {}

    /** A load balancer; without security groups where it is of the network kind and has none. */
    record Balancer(String arn, String name, List<String> securityGroups, List<String> subnets) {
        public Balancer {
            securityGroups = List.copyOf(securityGroups);
            subnets = List.copyOf(subnets);
        }
    }

    /** A security group. */
    record SecurityGroup(String id, String name, List<Rule> in, List<Rule> out) {
        public SecurityGroup {
            in = List.copyOf(in);
            out = List.copyOf(out);
        }
    }

    /**
     * What a security group lets through.
     *
     * @param protocol {@code -1} for all, or {@code tcp}, or a number
     * @param from first port; -1: all
     * @param to last port; -1: all
     * @param groups ids of security groups on the other end
     * @param ranges IPv4 ranges on the other end, in CIDR notation
     * @param lists whether there are prefix lists on the other end, which are not looked into
     */
    record Rule(String protocol, int from, int to, List<String> groups, List<String> ranges, boolean lists) {
        public Rule {
            groups = List.copyOf(groups);
            ranges = List.copyOf(ranges);
        }

        boolean at(int port) {
            boolean all = protocol.equals("-1") || from < 0;
            return all || ((protocol.equals("tcp") || protocol.equals("6")) && from <= port && port <= to);
        }
    }
}
