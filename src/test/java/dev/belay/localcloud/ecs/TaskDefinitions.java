package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The families of one account and region, and the calls about them. Revisions are never used twice. */
final class TaskDefinitions {
    private final Map<String, List<TaskDefinition>> families = new TreeMap<>();
    private final Scope scope;

    TaskDefinitions(Scope scope) {
        this.scope = scope;
    }

    ObjectNode register(ObjectNode body, Instant now) {
        String family = body.path("family").asText("");
        if (!family.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw EcsException.client("Family should not be null or empty.");
        }
        if (body.path("containerDefinitions").isEmpty()) {
            throw EcsException.client("Container list cannot be empty.");
        }
        body.path("containerDefinitions").forEach(container -> {
            if (container.path("name").asText("").isEmpty()
                    || container.path("image").asText("").isEmpty()) {
                throw EcsException.client("Container.image and Container.name should not be null or empty.");
            }
        });
        List<TaskDefinition> revisions = families.computeIfAbsent(family, f -> new ArrayList<>());
        ObjectNode json = body.deepCopy();
        ArrayNode tags = json.remove("tags") instanceof ArrayNode given ? given : Json.array();
        int revision = revisions.size() + 1;
        json.put("taskDefinitionArn", scope.arn("ecs", "task-definition/" + family + ":" + revision));
        json.put("revision", revision).put("status", "ACTIVE");
        Defaults.fill(json);
        json.put("registeredAt", Json.seconds(now));
        json.put("registeredBy", "arn:aws:iam::" + scope.account() + ":user/local");
        TaskDefinition registered = new TaskDefinition(json, tags);
        revisions.add(registered);
        return described(registered, true);
    }

    /** A revision like the newest ACTIVE one that runs such an image, but without a variable; its ARN. */
    Optional<String> registerWithout(String family, String image, String variable, Instant now) {
        return families.getOrDefault(family, List.of()).reversed().stream()
                .filter(TaskDefinition::active)
                .filter(definition -> definition
                        .containers()
                        .valueStream()
                        .anyMatch(container -> container.path("image").asText().contains(image)))
                .findFirst()
                .map(definition -> {
                    ObjectNode body = definition.json().deepCopy();
                    body.path("containerDefinitions")
                            .forEach(container -> ((ObjectNode) container)
                                    .set(
                                            "environment",
                                            Json.array(container
                                                    .path("environment")
                                                    .valueStream()
                                                    .filter(given -> !given.path("name")
                                                            .asText()
                                                            .equals(variable)))));
                    return register(body, now)
                            .at("/taskDefinition/taskDefinitionArn")
                            .asText();
                });
    }

    ObjectNode deregister(ObjectNode body, Instant now) {
        String name = body.path("taskDefinition").asText("");
        TaskDefinition definition = name.contains(":")
                ? find(name).orElseThrow(() -> EcsException.client("Unable to describe task definition."))
                : missingRevision();
        if (definition.active()) {
            definition.json().put("status", "INACTIVE").put("deregisteredAt", Json.seconds(now));
        }
        return described(definition, false);
    }

    private static TaskDefinition missingRevision() {
        throw EcsException.client("Revision is missing in the task definition.");
    }

    ObjectNode describe(ObjectNode body) {
        TaskDefinition definition = find(body.path("taskDefinition").asText(""))
                .orElseThrow(() -> EcsException.client("Unable to describe task definition."));
        return described(definition, Json.texts(body.path("include")).contains("TAGS"));
    }

    private static ObjectNode described(TaskDefinition definition, boolean withTags) {
        ObjectNode answer = Json.object().set("taskDefinition", definition.json());
        if (withTags) {
            answer.set("tags", definition.tags());
        }
        return answer;
    }

    ObjectNode list(ObjectNode body) {
        String prefix = body.path("familyPrefix").asText("");
        String status = body.path("status").asText("ACTIVE");
        Comparator<TaskDefinition> order =
                Comparator.comparing(TaskDefinition::family).thenComparingInt(TaskDefinition::revision);
        // As in AWS, the "prefix" of a family is its whole name.
        List<JsonNode> arns = (prefix.isEmpty()
                        ? families.values().stream().flatMap(List::stream)
                        : families.getOrDefault(prefix, List.of()).stream())
                .filter(definition -> definition.status().equals(status))
                .sorted(body.path("sort").asText("ASC").equals("DESC") ? order.reversed() : order)
                .map(definition -> (JsonNode) Json.object().textNode(definition.arn()))
                .toList();
        return Page.of(arns, body, 100, "taskDefinitionArns");
    }

    ObjectNode listFamilies(ObjectNode body) {
        String prefix = body.path("familyPrefix").asText("");
        String status = body.path("status").asText("ALL");
        List<JsonNode> names = families.entrySet().stream()
                .filter(family -> family.getKey().startsWith(prefix))
                .filter(family -> status.equals("ALL")
                        || status.equals("ACTIVE") == family.getValue().stream().anyMatch(TaskDefinition::active))
                .map(family -> (JsonNode) Json.object().textNode(family.getKey()))
                .toList();
        return Page.of(names, body, 100, "families");
    }

    /** By ARN, by {@code family:revision}, or by family: then its newest ACTIVE revision. */
    Optional<TaskDefinition> find(String name) {
        String arn = scope.arn("ecs", "task-definition/");
        if (name.startsWith("arn:") && !name.startsWith(arn)) {
            return Optional.empty();
        }
        String plain = name.startsWith(arn) ? name.substring(arn.length()) : name;
        int colon = plain.indexOf(':');
        List<TaskDefinition> revisions =
                families.getOrDefault(colon < 0 ? plain : plain.substring(0, colon), List.of());
        return colon < 0
                ? revisions.reversed().stream().filter(TaskDefinition::active).findFirst()
                : revisions.stream()
                        .filter(definition -> definition.name().equals(plain))
                        .findFirst();
    }
}
