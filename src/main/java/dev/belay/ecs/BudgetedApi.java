package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.aws.Budgets.Claim;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes no call for which the budget has no room: throttles itself before AWS does. One for each who asks, in one pass. Those with a name
 * wait in line for their turn.
 */
final class BudgetedApi implements EcsApi {
    private final EcsApi api;
    private final CallBudget budget;
    private final Claim claim;
    private final @Nullable String who;
    private final Set<String> taken = new HashSet<>();

    /** @param who null: somebody who does not wait in line */
    BudgetedApi(EcsApi api, CallBudget budget, Claim claim, @Nullable String who) {
        this.api = api;
        this.budget = budget;
        this.claim = claim;
        this.who = who;
    }

    /** There is no room now. */
    static final class NoTurn extends FailureException {
        private static final long serialVersionUID = 1L;
        private final Duration wait;

        private NoTurn(String operation, Duration wait) {
            super(new Failure.Throttled("ecs " + operation + ": Belay's own budget for it is used up"));
            this.wait = wait;
        }

        /** How long until it is worth trying again. */
        Duration pause() {
            return wait;
        }
    }

    /**
     * Takes a call out of the budget before it is made: what is written down before a call had better be followed by it.
     *
     * @throws NoTurn when there is none
     */
    void take(AwsScope scope, String operation) {
        if (!taken.contains(operation)) {
            acquire(scope, operation);
            taken.add(operation);
        }
    }

    private void spend(AwsScope scope, String operation) {
        if (!taken.remove(operation)) {
            acquire(scope, operation);
        }
    }

    private void acquire(AwsScope scope, String operation) {
        Duration wait = who == null
                ? (budget.tryAcquire(scope, operation, claim) ? Duration.ZERO : Duration.ofSeconds(1))
                : budget.acquireInTurn(scope, operation, claim, who);
        if (!wait.isZero()) {
            throw new NoTurn(operation, wait);
        }
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        spend(scope, "DescribeServices");
        return api.describe(scope, cluster, services);
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        spend(scope, "DescribeTaskDefinition");
        return api.taskDefinition(scope, revision);
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        spend(scope, "ListTaskDefinitions");
        return api.revisions(scope, family, next);
    }

    @Override
    public List<String> problems(ObjectNode content) {
        return api.problems(content);
    }

    @Override
    public ObjectNode registrable(ObjectNode printed) {
        return api.registrable(printed);
    }

    @Override
    public String register(AwsScope scope, ObjectNode content) {
        spend(scope, "RegisterTaskDefinition");
        return api.register(scope, content);
    }

    @Override
    public ServiceSnapshot update(
            AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        spend(scope, "UpdateService");
        return api.update(scope, cluster, service, taskDefinition, force);
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        spend(scope, "ListTasks");
        spend(scope, "ListTasks");
        spend(scope, "DescribeTasks");
        return api.tasks(scope, cluster, service);
    }

    @Override
    public String template(AwsScope scope, String url) {
        return api.template(scope, url);
    }
}
