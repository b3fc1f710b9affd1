package dev.belay.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.EcsTask;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.ecs.TaskDefinition;
import dev.belay.lease.Tenure;
import dev.belay.model.AwsScope;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * ECS, which knows no fencing tokens, for one tenure: what changes something begins only while the tenure outlasts it.
 *
 * @param call how long a call may take
 */
record FencedEcs(EcsApi ecs, Tenure tenure, Duration call) implements EcsApi {
    @Override
    public String register(AwsScope scope, ObjectNode content) {
        tenure.require(call);
        return ecs.register(scope, content);
    }

    @Override
    public ServiceSnapshot update(
            AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        tenure.require(call);
        return ecs.update(scope, cluster, service, taskDefinition, force);
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        return ecs.describe(scope, cluster, services);
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        return ecs.taskDefinition(scope, revision);
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        return ecs.revisions(scope, family, next);
    }

    @Override
    public List<String> problems(ObjectNode content) {
        return ecs.problems(content);
    }

    @Override
    public ObjectNode registrable(ObjectNode printed) {
        return ecs.registrable(printed);
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        return ecs.tasks(scope, cluster, service);
    }

    @Override
    public String template(AwsScope scope, String url) {
        return ecs.template(scope, url);
    }
}
