package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.time.Instant;
import java.util.List;

/** Services and tasks as ECS describes them. */
final class Views {
    private static final List<String> SHOWN_AS_SET = List.of(
            "loadBalancers",
            "serviceRegistries",
            "launchType",
            "capacityProviderStrategy",
            "platformVersion",
            "networkConfiguration",
            "healthCheckGracePeriodSeconds",
            "schedulingStrategy",
            "deploymentController",
            "enableECSManagedTags",
            "propagateTags",
            "enableExecuteCommand",
            "placementConstraints",
            "placementStrategy",
            "availabilityZoneRebalancing");

    private final Scope scope;

    Views(Scope scope) {
        this.scope = scope;
    }

    ObjectNode service(EcsService service, boolean withTags) {
        ObjectNode json = Json.object();
        json.put("serviceArn", service.arn).put("serviceName", service.name);
        json.put("clusterArn", scope.arn("ecs", "cluster/" + service.cluster)).put("status", service.status);
        json.put("desiredCount", service.desired);
        json.put("runningCount", service.count(Task::running));
        json.put("pendingCount", service.count(Task::pending));
        SHOWN_AS_SET.forEach(field -> {
            if (service.settings.hasNonNull(field)) {
                json.set(field, service.settings.get(field));
            }
        });
        json.set("deploymentConfiguration", service.settings.path("deploymentConfiguration"));
        json.put(
                "roleArn",
                "arn:aws:iam::" + scope.account() + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
        if (!service.deployments.isEmpty()) {
            json.put("taskDefinition", service.primary().taskDefinition.arn());
        }
        json.set(
                "deployments",
                Json.array(service.deployments.stream().map(deployment -> deployment(service, deployment))));
        json.set("events", Json.array(service.events().stream().map(Views::event)));
        json.put("createdAt", Json.seconds(service.createdAt));
        json.put("createdBy", "arn:aws:iam::" + scope.account() + ":user/local");
        if (withTags) {
            json.set("tags", service.settings.path("tags").isArray() ? service.settings.get("tags") : Json.array());
        }
        return json;
    }

    private static ObjectNode event(EcsService.Event event) {
        return Json.object()
                .put("id", event.id())
                .put("createdAt", Json.seconds(event.at()))
                .put("message", event.message());
    }

    private static ObjectNode deployment(EcsService service, Deployment deployment) {
        ObjectNode json = Json.object();
        json.put("id", deployment.id).put("status", deployment.status.name());
        json.put("taskDefinition", deployment.taskDefinition.arn());
        long live = service.tasksOf(deployment).filter(Task::live).count();
        json.put("desiredCount", deployment.primary() ? service.desired : live);
        json.put(
                "pendingCount",
                service.tasksOf(deployment).filter(Task::pending).count());
        json.put(
                "runningCount",
                service.tasksOf(deployment).filter(Task::running).count());
        json.put("failedTasks", deployment.failedTasks);
        json.put("createdAt", Json.seconds(deployment.createdAt));
        json.put("updatedAt", Json.seconds(deployment.updatedAt));
        for (String field :
                List.of("launchType", "capacityProviderStrategy", "platformVersion", "networkConfiguration")) {
            if (service.settings.hasNonNull(field)) {
                json.set(field, service.settings.get(field));
            }
        }
        json.put("rolloutState", deployment.rollout.name()).put("rolloutStateReason", deployment.reason);
        return json;
    }

    String taskArn(EcsService service, Task task) {
        return scope.arn("ecs", "task/" + service.cluster + "/" + task.id);
    }

    ObjectNode task(EcsService service, Task task) {
        ObjectNode json = Json.object();
        json.put("taskArn", taskArn(service, task));
        json.put("clusterArn", scope.arn("ecs", "cluster/" + service.cluster));
        json.put("taskDefinitionArn", task.deployment.taskDefinition.arn());
        json.put("group", "service:" + service.name).put("startedBy", task.deployment.id);
        json.put("lastStatus", task.phase.name()).put("desiredStatus", task.live() ? "RUNNING" : "STOPPED");
        json.put("healthStatus", "UNKNOWN");
        json.put("launchType", service.settings.path("launchType").asText("FARGATE"));
        json.put("connectivity", "CONNECTED").put("availabilityZone", scope.region() + "a");
        time(json, "createdAt", task.createdAt);
        time(json, "startedAt", task.startedAt);
        time(json, "stoppingAt", task.stoppingAt);
        time(json, "executionStoppedAt", task.stoppingAt);
        time(json, "stoppedAt", task.stoppedAt);
        if (!task.live()) {
            json.put("stopCode", task.stopCode).put("stoppedReason", task.stoppedReason);
        }
        ArrayNode containers = json.putArray("containers");
        task.deployment
                .taskDefinition
                .containers()
                .forEach(container -> containers.add(container(service, task, container)));
        return json;
    }

    private ObjectNode container(EcsService service, Task task, JsonNode definition) {
        String name = definition.path("name").asText();
        String image = definition.path("image").asText();
        ObjectNode json = Json.object();
        json.put("containerArn", scope.arn("ecs", "container/" + service.cluster + "/" + task.id + "/" + name));
        json.put("taskArn", taskArn(service, task)).put("name", name).put("image", image);
        json.put("lastStatus", task.running() ? "RUNNING" : task.stopped() ? "STOPPED" : "PENDING");
        json.put("healthStatus", "UNKNOWN").put("runtimeId", task.id + "-" + name);
        if (task.digests.containsKey(image)) {
            json.put("imageDigest", task.digests.get(image));
        }
        boolean failing = name.equals(task.failingContainer);
        if (failing && !task.containerReason.isEmpty()) {
            json.put("reason", task.containerReason);
        }
        if (!task.live() && !task.startedAt.equals(Instant.MAX)) {
            json.put("exitCode", failing ? task.exitCode.orElse(143) : 143);
        }
        json.putArray("networkInterfaces").add(Json.object().put("privateIpv4Address", task.address));
        return json;
    }

    private static void time(ObjectNode json, String field, Instant time) {
        if (!time.equals(Instant.MAX)) {
            json.put(field, Json.seconds(time));
        }
    }
}
