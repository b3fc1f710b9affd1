package dev.belay.ecs;

import dev.belay.aws.Budgets.Claim;
import dev.belay.model.AwsScope;
import java.time.Duration;

/** Whether a call may be made now without running into AWS's limits. */
public interface CallBudget {
    /**
     * Takes one call out of an operation's budget, if there is one left.
     *
     * @param operation AWS's name for it, {@code DescribeServices}
     */
    boolean tryAcquire(AwsScope scope, String operation, Claim claim);

    /**
     * The same for one of many who want the same: there is a line, in which everybody has a place.
     *
     * @param who for whom the place is kept
     * @return zero: taken; else when to ask again
     */
    default Duration acquireInTurn(AwsScope scope, String operation, Claim claim, String who) {
        return tryAcquire(scope, operation, claim) ? Duration.ZERO : Duration.ofSeconds(1);
    }
}
