package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.util.List;
import java.util.TreeMap;

/** The calls about clusters. */
final class ClusterCalls {
    private final EcsRegion region;

    ClusterCalls(EcsRegion region) {
        this.region = region;
    }

    ObjectNode create(ObjectNode body) {
        String name = body.path("clusterName").asText("default");
        region.clusters.computeIfAbsent(name, n -> new TreeMap<>());
        return Json.object().set("cluster", view(name));
    }

    ObjectNode describe(ObjectNode body) {
        List<String> names = body.path("clusters").isEmpty() ? List.of("default") : Json.texts(body.path("clusters"));
        ArrayNode clusters = Json.array();
        ArrayNode failures = Json.array();
        for (String given : names) {
            String name = given.substring(given.lastIndexOf('/') + 1);
            if (region.clusters.containsKey(name)) {
                clusters.add(view(name));
            } else {
                failures.add(Json.object()
                        .put("arn", region.scope.arn("ecs", "cluster/" + name))
                        .put("reason", "MISSING"));
            }
        }
        ObjectNode answer = Json.object();
        answer.set("clusters", clusters);
        answer.set("failures", failures);
        return answer;
    }

    ObjectNode list(ObjectNode body) {
        List<JsonNode> arns = region.clusters.keySet().stream()
                .map(name -> (JsonNode) Json.object().textNode(region.scope.arn("ecs", "cluster/" + name)))
                .toList();
        return Page.of(arns, body, 100, "clusterArns");
    }

    private ObjectNode view(String name) {
        var services = region.clusters.getOrDefault(name, new TreeMap<>()).values();
        return Json.object()
                .put("clusterArn", region.scope.arn("ecs", "cluster/" + name))
                .put("clusterName", name)
                .put("status", "ACTIVE")
                .put(
                        "activeServicesCount",
                        services.stream().filter(EcsService::active).count())
                .put(
                        "runningTasksCount",
                        services.stream().mapToLong(s -> s.count(Task::running)).sum())
                .put(
                        "pendingTasksCount",
                        services.stream().mapToLong(s -> s.count(Task::pending)).sum());
    }
}
