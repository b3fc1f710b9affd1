package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls about tasks. */
final class TaskCalls {
    private final EcsRegion region;
    private final Views views;

    private final TaskLife life;

    TaskCalls(EcsRegion region, Views views, TaskLife life) {
        this.region = region;
        this.views = views;
        this.life = life;
    }

    ObjectNode list(ObjectNode body) {
        String cluster = region.cluster(body);
        String family = body.path("family").asText("");
        String startedBy = body.path("startedBy").asText("");
        boolean running = body.path("desiredStatus").asText("RUNNING").equals("RUNNING");
        Stream<EcsService> services = body.hasNonNull("serviceName")
                ? Stream.of(region.required(cluster, body.path("serviceName").asText()))
                : region.clusters.getOrDefault(cluster, Map.of()).values().stream();
        List<JsonNode> arns = services.flatMap(service -> service.tasks.stream()
                        .filter(task -> task.live() == running)
                        .filter(task -> family.isEmpty()
                                || task.deployment.taskDefinition.family().equals(family))
                        .filter(task -> startedBy.isEmpty() || task.deployment.id.equals(startedBy))
                        .map(task -> (JsonNode) Json.object().textNode(views.taskArn(service, task))))
                .toList();
        return Page.of(arns, body, 100, "taskArns");
    }

    ObjectNode describe(ObjectNode body) {
        String cluster = region.cluster(body);
        List<String> names = Json.texts(body.path("tasks"));
        if (names.isEmpty()) {
            throw EcsException.invalid("Tasks cannot be empty.");
        }
        if (names.size() > 100) {
            throw EcsException.invalid("Too many tasks: at most 100 can be described at once.");
        }
        ArrayNode tasks = Json.array();
        ArrayNode failures = Json.array();
        for (String name : names) {
            String arn = name.startsWith("arn:") ? name : region.scope.arn("ecs", "task/" + cluster + "/" + name);
            List<ObjectNode> found = region.clusters.getOrDefault(cluster, Map.of()).values().stream()
                    .flatMap(service -> service.tasks.stream()
                            .filter(task -> views.taskArn(service, task).equals(arn))
                            .map(task -> views.task(service, task)))
                    .toList();
            if (found.isEmpty()) {
                failures.add(Json.object().put("arn", arn).put("reason", "MISSING"));
            }
            found.forEach(tasks::add);
        }
        ObjectNode answer = Json.object();
        answer.set("tasks", tasks);
        answer.set("failures", failures);
        return answer;
    }

    ObjectNode stop(ObjectNode body, Instant now) {
        String cluster = region.cluster(body);
        String id = body.path("task").asText("");
        String plain = id.substring(id.lastIndexOf('/') + 1);
        for (EcsService service :
                region.clusters.getOrDefault(cluster, Map.of()).values()) {
            for (Task task : service.tasks) {
                if (task.id.equals(plain)) {
                    String reason = body.path("reason").asText("Task stopped by user");
                    if (task.live()) {
                        life.stop(task, now, "UserInitiated", reason, Duration.ZERO);
                        service.dueAt = Instant.MIN;
                    }
                    return Json.object().set("task", views.task(service, task));
                }
            }
        }
        throw EcsException.invalid("The referenced task was not found.");
    }
}
