package dev.belay.localcloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many calls of ECS an account may make in a region, where a cloud is started with quotas: what is beyond is answered as AWS does, and
 * counted. Each group of operations has a bucket that holds a burst and refills at the sustained rate. Safe for many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html">request throttling</a>
 */
public final class Quotas {
    /** Operations that share a bucket: so many at once, and so many a second in the long run. */
    private record Group(String name, double burst, double sustained) {}

    private static final Map<String, Group> GROUPS = groups();

    private final InstantSource clock;
    private final boolean enforced;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final SortedMap<String, Integer> throttles = new TreeMap<>();

    Quotas(InstantSource clock, boolean enforced) {
        this.clock = clock;
        this.enforced = enforced;
    }

    private static Map<String, Group> groups() {
        Map<String, Group> groups = new HashMap<>();
        put(groups, new Group("service reads", 100, 20), "DescribeServices", "ListServices");
        put(groups, new Group("service writes", 50, 5), "CreateService", "UpdateService", "DeleteService");
        put(groups, new Group("definition reads", 50, 20), "DescribeTaskDefinition", "ListTaskDefinitions");
        put(groups, new Group("definition writes", 20, 1), "RegisterTaskDefinition", "DeregisterTaskDefinition");
        put(groups, new Group("task reads", 100, 20), "ListTasks", "DescribeTasks");
        put(groups, new Group("deployments", 50, 20), "ListServiceDeployments", "DescribeServiceDeployments");
        put(groups, new Group("revisions", 50, 20), "DescribeServiceRevisions");
        return groups;
    }

    private static void put(Map<String, Group> groups, Group group, String... operations) {
        for (String operation : operations) {
            groups.put(operation, group);
        }
    }

    /** Whether the call is one too many. One that is not is counted against its quota. */
    synchronized boolean refuses(String service, String operation, Scope scope) {
        Group group = enforced && service.equals("ecs") ? GROUPS.get(operation) : null;
        if (group == null) {
            return false;
        }
        boolean taken = buckets.computeIfAbsent(
                        scope.account() + " " + scope.region() + " " + group.name(),
                        key -> new Bucket(group.burst(), clock.instant()))
                .take(group, clock.instant());
        if (!taken) {
            throttles.merge(operation, 1, Integer::sum);
        }
        return !taken;
    }

    /** How many calls were refused so far, by operation. */
    public synchronized SortedMap<String, Integer> throttles() {
        return new TreeMap<>(throttles);
    }

    /** All buckets are full, and nothing was refused. */
    public synchronized void refill() {
        buckets.clear();
        throttles.clear();
    }

    private static final class Bucket {
        private double tokens;
        private Instant at;

        Bucket(double tokens, Instant at) {
            this.tokens = tokens;
            this.at = at;
        }

        boolean take(Group group, Instant now) {
            double passed = Duration.between(at, now).toNanos() / 1e9;
            tokens = Math.min(group.burst(), tokens + Math.max(0, passed) * group.sustained());
            at = now;
            // A call that comes by a hair too early is not one too many: sums of fractions are not exact.
            if (tokens < 1 - 1e-6) {
                return false;
            }
            tokens -= 1;
            return true;
        }
    }
}
