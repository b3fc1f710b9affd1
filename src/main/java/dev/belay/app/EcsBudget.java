package dev.belay.app;

import dev.belay.aws.Budgets;
import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.CallBudget;
import dev.belay.model.AwsScope;
import java.time.Duration;

/** The budgets, for calls of ECS. */
record EcsBudget(Budgets budgets) implements CallBudget {
    @Override
    public boolean tryAcquire(AwsScope scope, String operation, Claim claim) {
        return budgets.tryTake(scope, "ecs", operation, claim);
    }

    @Override
    public Duration acquireInTurn(AwsScope scope, String operation, Claim claim, String who) {
        return budgets.takeInTurn(scope, "ecs", operation, claim, who);
    }
}
