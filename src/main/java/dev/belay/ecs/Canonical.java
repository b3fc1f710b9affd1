package dev.belay.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The form in which two task definitions are equal when ECS would run the same: what ECS fills in by default is left
 * out on both sides, and so are empty arrays and objects; what is a set by nature is sorted.
 */
final class Canonical {
    /** Arrays whose order means nothing. Those whose order does (command, links, environmentFiles, …) are not named. */
    private static final Set<String> SETS = Set.of(
            "containerDefinitions",
            "dependsOn",
            "devices",
            "drop",
            "add",
            "environment",
            "inferenceAccelerators",
            "mountPoints",
            "placementConstraints",
            "portMappings",
            "properties",
            "requiresCompatibilities",
            "resourceRequirements",
            "secretOptions",
            "secrets",
            "systemControls",
            "tags",
            "ulimits",
            "volumes",
            "volumesFrom");

    private Canonical() {}

    /** Equal for equal task definitions, in any JVM. */
    static String hash(ObjectNode content) {
        try {
            byte[] text = of(content).toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    static ObjectNode of(ObjectNode content) {
        ObjectNode copy = content.deepCopy();
        Defaults.drop(copy);
        return object(copy);
    }

    private static ObjectNode object(ObjectNode node) {
        ObjectNode sorted = JsonNodeFactory.instance.objectNode();
        var names = new TreeSet<String>();
        node.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = value(name, node.path(name));
            if (!nothing(value)) {
                sorted.set(name, value);
            }
        }
        return sorted;
    }

    private static JsonNode value(String name, JsonNode node) {
        return switch (node) {
            case ObjectNode inner -> object(inner);
            case ArrayNode array -> array(name, array);
            default -> node;
        };
    }

    private static ArrayNode array(String name, ArrayNode array) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode item : array) {
            JsonNode value = value("", item);
            if (!nothing(value)) {
                items.add(value);
            }
        }
        if (SETS.contains(name)) {
            items.sort(Comparator.comparing(Canonical::sortKey));
        }
        return JsonNodeFactory.instance.arrayNode().addAll(items);
    }

    /** By name where there is one: of two variables of one name the later wins, so they must stay in their order. */
    private static String sortKey(JsonNode item) {
        return item.hasNonNull("name") ? item.path("name").asText() : item.toString();
    }

    private static boolean nothing(JsonNode value) {
        return value.isNull() || value.isMissingNode() || (value.isContainerNode() && value.isEmpty());
    }
}
