package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a status says, in the words of a line. */
final class StatusWords {
    private StatusWords() {}

    static String name(JsonNode status) {
        return status.at("/metadata/name").asText();
    }

    /** What it is pinned to: one version, or each component's. */
    static String pinned(JsonNode status) {
        String version = status.at("/pin/version").asText("");
        if (!status.at("/pin/version").isNull() && !version.isEmpty()) {
            return Screen.plain(version);
        }
        String each = each(status, "pinned");
        return each.isEmpty() ? "nothing" : each;
    }

    /** What runs, each component's. */
    static String running(JsonNode status) {
        return each(status, "running");
    }

    private static String each(JsonNode status, String field) {
        var all = new ArrayList<String>();
        status.path("components").properties().forEach(entry -> {
            String text = Json.text(entry.getValue(), field);
            if (!text.isEmpty() && !all.contains(text)) {
                all.add(text);
            }
        });
        return Screen.plain(String.join(", ", all));
    }

    /** Why the summary is what it is, in a sentence; empty where nothing needs saying. */
    static String why(JsonNode status) {
        return Screen.plain(
                switch (Json.text(status, "summary")) {
                    case "Synced", "Unpinned" -> "";
                    case "Invalid" -> status.at("/problems/0").asText("");
                    case "Unknown" -> first(status, "Unknown", List.of("Synced", "Healthy", "Verified"));
                    case "Stalled" -> message(status, "Stalled");
                    case "Degraded" -> first(status, "False", List.of("Healthy", "Verified"));
                    case "Held" -> message(status, "Held");
                    case "Progressing" -> progress(status);
                    case "Verifying" -> message(status, "Verified");
                    case "Soaking" -> message(status, "KnownGood");
                    default -> message(status, "Synced");
                });
    }

    private static String progress(JsonNode status) {
        var all = new ArrayList<String>();
        status.path("components").properties().forEach(entry -> {
            String progress = Json.text(entry.getValue(), "progress");
            if (!progress.isEmpty()) {
                all.add(entry.getKey() + ": " + progress);
            }
        });
        return all.isEmpty() ? message(status, "Synced") : String.join("; ", all);
    }

    private static String first(JsonNode status, String truth, List<String> types) {
        return types.stream()
                .map(type -> condition(status, type))
                .filter(condition -> Json.text(condition, "status").equals(truth))
                .map(condition -> Json.text(condition, "message"))
                .findFirst()
                .orElseGet(() -> message(status, types.getFirst()));
    }

    private static String message(JsonNode status, String type) {
        return Json.text(condition(status, type), "message");
    }

    private static JsonNode condition(JsonNode status, String type) {
        return StreamSupport.stream(status.path("conditions").spliterator(), false)
                .filter(condition -> Json.text(condition, "type").equals(type))
                .findFirst()
                .orElseGet(Json::object);
    }
}
