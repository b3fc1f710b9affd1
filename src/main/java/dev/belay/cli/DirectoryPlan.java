package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.cli.RecordFolder.RecordText;
import dev.belay.model.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What publishing a directory would do, and what each pin that changes would then have Belay do.
 *
 * @param report the daemon's, of a dry run
 * @param plans by target: {@code {"items": […]}}, or {@code {"problem": "…"}} where it can't be planned yet
 */
record DirectoryPlan(JsonNode report, ObjectNode plans) {
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    static DirectoryPlan of(Api api, RecordFolder folder, Publishing publishing) {
        JsonNode report = publishing.shown(api, folder).json();
        ObjectNode plans = Json.object();
        for (JsonNode item : Json.items(report)) {
            boolean moves = Publishing.writes(item) && !Publishing.deletes(item);
            if (moves && Json.text(item, "kind").equals(RecordKind.PIN.word())) {
                String name = Json.text(item, "name");
                folder.files().stream()
                        .filter(file ->
                                file.kind() == RecordKind.PIN && file.name().equals(name))
                        .forEach(pin -> plans.set(name, plan(api, pin)));
            }
        }
        return new DirectoryPlan(report, plans);
    }

    private static JsonNode plan(Api api, RecordText pin) {
        String type = pin.place().endsWith(".json") ? Request.JSON : Request.YAML;
        try {
            return api.send(Request.post(Route.of("targets", pin.name(), "plan"))
                            .body(type, pin.text()))
                    .json();
        } catch (Trouble e) {
            // The target is new, or changes too: only what is in the store can be planned.
            return switch (e.status()) {
                case 400, 404, 409 ->
                    Json.object().put("problem", "can't be planned before it is published: " + e.getMessage());
                default -> throw e;
            };
        }
    }

    JsonNode json() {
        return Json.object().<ObjectNode>set("publish", report).set("plans", plans);
    }

    void print(Shell shell) {
        Publishing.print(shell, report);
        plans.properties().forEach(plan -> {
            shell.say("\n" + plan.getKey() + ": Belay would");
            lines(plan.getValue()).forEach(line -> shell.say("  " + Screen.plain(line)));
        });
    }

    private static List<String> lines(JsonNode plan) {
        var lines = new ArrayList<String>();
        if (plan.hasNonNull("problem")) {
            lines.add(Json.text(plan, "problem"));
        }
        for (JsonNode step : Json.items(plan)) {
            String component = Json.text(step, "component");
            lines.add((component.isEmpty() ? "" : component + ": ") + Json.text(step, "what"));
        }
        if (lines.isEmpty()) {
            lines.add("do nothing: that is how it is");
        }
        return lines;
    }

    /** For a pull request: what comes from records stands in fences that it can't close, and so calls nobody. */
    String markdown() {
        var text = new StringBuilder("### Belay: what publishing this would do\n");
        int unchanged = 0;
        for (JsonNode item : Json.items(report)) {
            if (Json.text(item, "change").equals("unchanged") && !item.hasNonNull("heldBack")) {
                unchanged++;
                continue;
            }
            text.append("\n**")
                    .append(word(item, "change"))
                    .append("** `")
                    .append(word(Publishing.key(item)))
                    .append("`\n");
            fenced(text, Publishing.words(item));
            JsonNode plan = plans.get(Json.text(item, "name"));
            if (plan != null && Json.text(item, "kind").equals(RecordKind.PIN.word())) {
                text.append("\nBelay would then:\n");
                fenced(text, lines(plan));
            }
        }
        text.append("\n")
                .append(unchanged)
                .append(unchanged == 1 ? " record is" : " records are")
                .append(" unchanged.\n");
        return text.toString();
    }

    private static String word(JsonNode item, String field) {
        return word(Json.text(item, field));
    }

    /** Names are DNS labels; whatever else a daemon may send is left out. */
    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9/.-]", "?");
    }

    private static void fenced(StringBuilder text, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        List<String> lines = words.stream()
                .map(line -> line.replaceAll("[\\p{Cntrl}\\s]+", " "))
                .toList();
        int longest = lines.stream()
                .flatMap(line -> BACKTICKS.matcher(line).results())
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        text.append(fence)
                .append("text\n")
                .append(String.join("\n", lines))
                .append('\n')
                .append(fence)
                .append('\n');
    }
}
