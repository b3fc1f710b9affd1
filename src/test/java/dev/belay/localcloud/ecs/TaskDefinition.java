package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * One revision of a family, in the form in which it is described.
 *
 * @param json changes only in its status
 */
record TaskDefinition(ObjectNode json, ArrayNode tags) {
    String arn() {
        return json.path("taskDefinitionArn").asText();
    }

    String family() {
        return json.path("family").asText();
    }

    int revision() {
        return json.path("revision").asInt();
    }

    String status() {
        return json.path("status").asText();
    }

    boolean active() {
        return status().equals("ACTIVE");
    }

    JsonNode containers() {
        return json.path("containerDefinitions");
    }

    /** ARNs of the roles that ECS takes on for its tasks. */
    List<String> roles() {
        return Stream.of("executionRoleArn", "taskRoleArn")
                .map(field -> json.path(field).asText(""))
                .filter(role -> !role.isEmpty())
                .toList();
    }

    /** {@code family:revision}. */
    String name() {
        return family() + ":" + revision();
    }
}
