package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells what became of services since it was last asked, as ECS tells EventBridge: each step of a deployment's rollout and of
 * a task's life, and that a service is steady.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">Amazon ECS events</a>
 */
final class EventBus {
    private final Ids ids;
    private final Consumer<ObjectNode> told;

    /** What was told last of each deployment, task and service. */
    private final Map<String, String> last = new HashMap<>();

    /** @param told gets each event from now on */
    EventBus(Ids ids, Consumer<ObjectNode> told) {
        this.ids = ids;
        this.told = told;
    }

    /** Takes what is so for told. */
    void begin(Collection<EcsRegion> regions) {
        regions.forEach(region -> region.services().forEach(service -> tell(service, Instant.EPOCH, event -> {})));
    }

    void tell(Collection<EcsRegion> regions, Instant now) {
        regions.forEach(region -> region.services().forEach(service -> tell(service, now, told)));
    }

    private void tell(EcsService service, Instant now, Consumer<ObjectNode> to) {
        for (Deployment deployment : service.history) {
            if (isNew(deployment.id, deployment.rollout.name())) {
                to.accept(deployment(service, deployment, now));
            }
        }
        for (Task task : service.tasks) {
            if (isNew(task.id, task.phase.name())) {
                to.accept(task(service, task, now));
            }
        }
        if (isNew(service.arn, service.steady ? "steady" : "moving") && service.steady) {
            ObjectNode event = event("ECS Service Action", service, service.arn, now);
            ((ObjectNode) event.path("detail")).put("eventType", "INFO").put("eventName", "SERVICE_STEADY_STATE");
            to.accept(event);
        }
    }

    private boolean isNew(String id, String state) {
        return !state.equals(last.put(id, state));
    }

    private ObjectNode deployment(EcsService service, Deployment deployment, Instant now) {
        ObjectNode event = event("ECS Deployment State Change", service, service.arn, now);
        ((ObjectNode) event.path("detail"))
                .put("eventType", deployment.rollout == Deployment.Rollout.FAILED ? "ERROR" : "INFO")
                .put("eventName", "SERVICE_DEPLOYMENT_" + deployment.rollout.name())
                .put("deploymentId", deployment.id)
                .put("updatedAt", deployment.updatedAt.toString())
                .put("reason", deployment.reason);
        return event;
    }

    private ObjectNode task(EcsService service, Task task, Instant now) {
        String arn = service.scope.arn("ecs", "task/" + service.cluster + "/" + task.id);
        ObjectNode event = event("ECS Task State Change", service, arn, now);
        ((ObjectNode) event.path("detail"))
                .put("taskArn", arn)
                .put("taskDefinitionArn", task.deployment.taskDefinition.arn())
                .put("group", "service:" + service.name)
                .put("lastStatus", task.phase.name());
        return event;
    }

    private ObjectNode event(String type, EcsService service, String resource, Instant now) {
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", ids.uuid())
                .put("detail-type", type)
                .put("source", "aws.ecs")
                .put("account", service.scope.account())
                .put("time", now.toString())
                .put("region", service.scope.region());
        event.putArray("resources").add(resource);
        event.putObject("detail").put("clusterArn", service.scope.arn("ecs", "cluster/" + service.cluster));
        return event;
    }
}
