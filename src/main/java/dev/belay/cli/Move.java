package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a move, by pinning or by rolling back. */
final class Move {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why: it stands in the record and in the rollout's evidence.")
    private @Nullable String reason;

    @Option(
            names = "--component",
            paramLabel = "NAME=V",
            description = {
                "Say otherwise for one: a version, a task definition (shop-api:123 or its ARN),",
                "or `leave` to leave it alone for now. May be repeated."
            })
    private List<String> components = new ArrayList<>();

    @Option(names = "--incident", paramLabel = "ID", description = "The incident that it belongs to.")
    private @Nullable String incident;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where there is no terminal.")
    private boolean yes;

    @Option(
            names = "--pending",
            description = "Write it even where a hold keeps it back; it then waits for belay admit.")
    private boolean pending;

    /** Made by picocli. */
    Move(@SuppressWarnings("unused") Shell shell) {}

    boolean yes() {
        return yes;
    }

    boolean pending() {
        return pending;
    }

    /** @throws Trouble (usage) it is missing */
    String reason() {
        if (reason == null || reason.isBlank()) {
            throw new Trouble(Exit.USAGE, "Say why: --reason TEXT.");
        }
        return reason;
    }

    /** Whether anything was said that a file would say. */
    boolean isSaid() {
        return reason != null || incident != null || !components.isEmpty();
    }

    boolean namesComponents() {
        return !components.isEmpty();
    }

    /** Puts it into the body of a request. */
    void into(ObjectNode body) {
        if (!components.isEmpty()) {
            var all = body.putObject("components");
            components.forEach(each -> put(all, each));
        }
        body.put("reason", reason());
        if (incident != null) {
            body.putObject("incident").put("id", incident);
        }
    }

    private static void put(ObjectNode all, String text) {
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1) {
            throw new Trouble(Exit.USAGE, "A component is expected to be like web=20261119-0900, found " + text + ".");
        }
        var component = all.putObject(text.substring(0, equals));
        String value = text.substring(equals + 1);
        if (value.equals("leave")) {
            component.put("leave", true);
        } else if (value.startsWith("arn:") || value.matches("[^:/]+:\\d+")) {
            component.put("taskDefinition", value);
        } else {
            component.put("version", value);
        }
    }

    /** What components are pinned to, in words. */
    static String words(JsonNode pinned) {
        if (pinned.path("leave").asBoolean()) {
            return "left alone";
        }
        for (String field : List.of("version", "taskDefinition")) {
            if (pinned.has(field)) {
                return Screen.plain(pinned.path(field).asText());
            }
        }
        return Screen.plain(pinned.path("images").toString());
    }
}
