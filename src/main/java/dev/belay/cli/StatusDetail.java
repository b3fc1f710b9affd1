package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.Screen.Tint;
import dev.belay.cli.Table.Cell;
import java.time.Instant;

/** One target's status on a screen: what is pinned and runs, what differs, and the conditions in words. */
record StatusDetail(Shell shell) {
    void print(JsonNode status) {
        Screen screen = shell.screen();
        String summary = Json.text(status, "summary");
        String why = StatusWords.why(status);
        shell.say(screen.paint(Tint.BOLD, StatusWords.name(status)) + "  " + screen.paint(Tint.of(summary), summary)
                + (why.isEmpty() ? "" : ": " + why));
        pin(status.path("pin"));
        for (JsonNode problem : status.path("problems")) {
            shell.say("  " + screen.paint(Tint.BAD, Screen.plain(problem.asText())));
        }
        shell.say("");
        components(status);
        shell.say("");
        conditions(status);
        String running = status.at("/rollout/id").asText("");
        if (!running.isEmpty()) {
            shell.say(
                    "\nRollout " + running + " (" + status.at("/rollout/cause").asText() + ") is at "
                            + status.at("/rollout/phase").asText() + ", begun "
                            + Times.ago(status.at("/rollout/startedAt").asText(), now()) + " ago.");
        }
        String last = last(status, now());
        if (!last.isEmpty()) {
            shell.say((running.isEmpty() ? "\n" : "") + "Last rollout: " + last + " ago ("
                    + status.at("/lastRollout/id").asText() + ").");
        }
    }

    private void pin(JsonNode pin) {
        if (pin.isNull() || pin.isMissingNode()) {
            return;
        }
        String by = Json.text(pin, "by");
        String reason = Json.text(pin, "reason");
        shell.say("  pinned"
                + (Json.text(pin, "version").isEmpty() ? "" : " to " + Screen.plain(Json.text(pin, "version")))
                + (by.isEmpty() ? "" : " by " + Screen.plain(by))
                + (reason.isEmpty() ? "" : ": " + Screen.plain(reason)));
        String pending = Json.text(pin, "pending");
        if (!pending.isEmpty()) {
            shell.say("  pending: " + Screen.plain(pending));
        }
    }

    private void components(JsonNode status) {
        var table = new Table("COMPONENT", "KIND", "PINNED", "IN FORCE", "RUNNING", "SYNCED", "WHAT");
        status.path("components").properties().forEach(entry -> {
            JsonNode component = entry.getValue();
            JsonNode synced = component.path("synced");
            String word = synced.isNull() ? "unknown" : synced.asBoolean() ? "yes" : "no";
            Tint tint = synced.asBoolean() ? Tint.GOOD : Tint.MIND;
            table.row(
                    Cell.of(entry.getKey()),
                    Cell.of(Json.text(component, "kind")),
                    Cell.of(Json.text(component, "pinned")),
                    Cell.of(Json.text(component, "inForce")),
                    Cell.of(Json.text(component, "running")),
                    new Cell(word, tint),
                    Cell.of(what(component)));
        });
        table.wrapping().print(shell);
    }

    private static String what(JsonNode component) {
        String progress = Json.text(component, "progress");
        if (!progress.isEmpty()) {
            return progress;
        }
        String difference = Json.text(component, "difference");
        int foreign = component.path("foreign").asInt(0);
        return !difference.isEmpty() ? difference : foreign > 0 ? foreign + " files are not ours" : "";
    }

    private void conditions(JsonNode status) {
        var table = new Table("CONDITION", "STATUS", "REASON", "FOR", "MESSAGE");
        for (JsonNode condition : status.path("conditions")) {
            table.row(
                    Cell.of(Json.text(condition, "type")),
                    Cell.of(Json.text(condition, "status")),
                    Cell.of(Json.text(condition, "reason")),
                    Cell.of(Times.ago(Json.text(condition, "lastTransitionTime"), now())),
                    Cell.of(Json.text(condition, "message")));
        }
        table.wrapping().print(shell);
    }

    private Instant now() {
        return shell.clock().instant();
    }

    /** {@code Succeeded 3m}; empty: there was none yet. */
    static String last(JsonNode status, Instant now) {
        String outcome = status.at("/lastRollout/outcome").asText("");
        return outcome.isEmpty()
                ? ""
                : outcome + " " + Times.ago(status.at("/lastRollout/finishedAt").asText(""), now);
    }
}
