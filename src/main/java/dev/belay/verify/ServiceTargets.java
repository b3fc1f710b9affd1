package dev.belay.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service's new tasks and its target groups.
 *
 * @param desired how many tasks are wanted
 * @param revision of the new tasks, {@code family:revision}
 * @param tasks of the PRIMARY deployment, without those that are being stopped
 * @param groups one for each entry of the service's load balancers
 */
public record ServiceTargets(int desired, String revision, List<Task> tasks, List<Group> groups) {
    public ServiceTargets {
        tasks = List.copyOf(tasks);
        groups = List.copyOf(groups);
    }

    /**
     * A task.
     *
     * @param running whether it has started
     * @param addresses of its own; none unless its network mode is awsvpc
     */
    public record Task(String id, boolean running, List<String> addresses) {
        public Task {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * A target group and what is registered in it.
     *
     * @param containerPort where the service says that its container serves
     * @param healthPort the port that is asked; null: the one that the target is registered at
     * @param healthPath the path that is asked; null: the check knows no paths
     * @param expects the statuses that count as healthy, such as {@code 200-299}; null: any, or there are none
     */
    public record Group(
            String name,
            int containerPort,
            @Nullable Integer healthPort,
            @Nullable String healthPath,
            @Nullable String expects,
            List<Registered> targets) {
        public Group {
            targets = List.copyOf(targets);
        }
    }

    /**
     * A target.
     *
     * @param reason Elastic Load Balancing's code, such as {@code Target.Timeout}; empty where it is healthy
     * @param description its words for that
     */
    public record Registered(String address, int port, State state, String reason, String description) {}

    /** What Elastic Load Balancing says of a target. */
    public enum State {
        HEALTHY,
        /** Being registered, or checked for the first time. */
        INITIAL,
        UNHEALTHY,
        /** No listener sends anything there. */
        UNUSED,
        DRAINING,
        /** Its health is not known, as when checks are off. */
        UNAVAILABLE
    }
}
