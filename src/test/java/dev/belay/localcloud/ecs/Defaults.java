package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.util.Comparator;
import java.util.List;

/** What ECS fills into a task definition that is registered: the cause of much drift that is none. */
final class Defaults {
    private static final List<String> EMPTY_LISTS =
            List.of("portMappings", "environment", "mountPoints", "volumesFrom", "systemControls");

    private Defaults() {}

    static void fill(ObjectNode definition) {
        String network = definition.path("networkMode").asText("bridge");
        definition.path("containerDefinitions").forEach(container -> {
            if (container instanceof ObjectNode object) {
                fillContainer(object, network);
            }
        });
        fillList(definition, "volumes");
        fillList(definition, "placementConstraints");
        ArrayNode compatibilities = definition.putArray("compatibilities").add("EC2");
        if (network.equals("awsvpc")) {
            compatibilities.add("FARGATE");
        }
        ArrayNode attributes = definition.putArray("requiresAttributes");
        attributes.add(Json.object().put("name", "com.amazonaws.ecs.capability.docker-remote-api.1.18"));
        if (network.equals("awsvpc")) {
            attributes.add(Json.object().put("name", "ecs.capability.task-eni"));
        }
    }

    private static void fillContainer(ObjectNode container, String network) {
        fill(container, "cpu", Json.object().numberNode(0));
        fill(container, "essential", Json.object().booleanNode(true));
        EMPTY_LISTS.forEach(list -> fillList(container, list));
        container.path("portMappings").forEach(port -> {
            if (port instanceof ObjectNode object) {
                fill(object, "protocol", Json.object().textNode("tcp"));
                fill(
                        object,
                        "hostPort",
                        network.equals("bridge") ? Json.object().numberNode(0) : object.path("containerPort"));
            }
        });
        if (container.path("healthCheck") instanceof ObjectNode check) {
            fill(check, "interval", Json.object().numberNode(30));
            fill(check, "timeout", Json.object().numberNode(5));
            fill(check, "retries", Json.object().numberNode(3));
        }
        // ECS gives no order back: whoever compares as a list sees drift for ever.
        List<JsonNode> sorted = container
                .path("environment")
                .valueStream()
                .sorted(Comparator.comparing(
                                (JsonNode variable) -> variable.path("name").asText())
                        .reversed())
                .toList();
        container.set("environment", Json.array(sorted.stream()));
    }

    private static void fillList(ObjectNode object, String field) {
        fill(object, field, Json.array());
    }

    private static void fill(ObjectNode object, String field, JsonNode value) {
        if (!object.hasNonNull(field)) {
            object.set(field, value);
        }
    }
}
