package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Makes no call for which the budget has no room: throttles itself before AWS does. */
final class BudgetedApi implements EcsApi {
    private final EcsApi api;
    private final CallBudget budget;
    private final boolean reserve;

    BudgetedApi(EcsApi api, CallBudget budget, boolean reserve) {
        this.api = api;
        this.budget = budget;
        this.reserve = reserve;
    }

    private void take(AwsScope scope, String operation) {
        if (!budget.tryAcquire(scope, operation, reserve)) {
            throw new Failure.Throttled("ecs " + operation + ": Belay's own budget for it is used up").asException();
        }
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        take(scope, "DescribeServices");
        return api.describe(scope, cluster, services);
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        take(scope, "DescribeTaskDefinition");
        return api.taskDefinition(scope, revision);
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        take(scope, "ListTaskDefinitions");
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
        take(scope, "RegisterTaskDefinition");
        return api.register(scope, content);
    }

    @Override
    public String update(AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        take(scope, "UpdateService");
        return api.update(scope, cluster, service, taskDefinition, force);
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        take(scope, "ListTasks");
        take(scope, "DescribeTasks");
        return api.tasks(scope, cluster, service);
    }

    @Override
    public String template(AwsScope scope, String url) {
        return api.template(scope, url);
    }
}
