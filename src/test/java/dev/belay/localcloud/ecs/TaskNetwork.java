package dev.belay.localcloud.ecs;

import java.util.List;

/** What the network lets through to a task. */
@FunctionalInterface
public interface TaskNetwork {
    /** Whether the load balancers of a target group reach a task of these security groups at that port. */
    boolean lets(String targetGroupArn, List<String> taskSecurityGroups, int port);

    /** No security groups are in the way. */
    TaskNetwork OPEN = (targetGroupArn, taskSecurityGroups, port) -> true;
}
