package dev.belay.ecs;

import dev.belay.model.AwsScope;

/** Whether a call may be made now without running into AWS's limits. */
@FunctionalInterface
public interface CallBudget {
    /**
     * Takes one call out of an operation's budget, if there is one left.
     *
     * @param operation AWS's name for it, {@code DescribeServices}
     * @param reserve whether the part kept for rollouts and operators may be used
     */
    boolean tryAcquire(AwsScope scope, String operation, boolean reserve);
}
