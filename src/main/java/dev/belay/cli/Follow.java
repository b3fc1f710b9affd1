package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.Screen.Tint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows what becomes of a pin, live, until its rollout ends. It only watches: whatever ends it, the rollout goes on. */
final class Follow {
    private static final Duration TICK = Duration.ofSeconds(1);

    /** Without news it is asked for after so many ticks. */
    private static final int TICKS_A_LOOK = 2;

    private static final int LOOKS_FOR_A_CAUSE = 5;

    private static final Set<String> BY_A_PIN = Set.of("pin", "force");

    private static final Set<String> AT_REST = Set.of("Synced", "Soaking");

    private final Shell shell;
    private final Api api;
    private final String target;
    private final Before before;
    private final Block block;
    private final Map<String, String> said = new LinkedHashMap<>();
    private int steps;
    private int restful;
    private int undiagnosed;
    private JsonNode shown = Json.object();
    private @Nullable String rollout;

    private Follow(Shell shell, Api api, String target, Before before) {
        this.shell = shell;
        this.api = api;
        this.target = target;
        this.before = before;
        this.block = new Block(shell);
    }

    /**
     * What was so before it was asked for.
     *
     * @param last id of the rollout that had begun last; empty: none
     * @param replaced revision of the pin that was there
     * @param revision of the pin that is followed; null: whichever is there
     */
    record Before(String last, String replaced, @Nullable String revision) {
        static Before of(JsonNode status, @Nullable String revision) {
            String running = status.at("/rollout/id").asText("");
            String last = running.isEmpty() ? status.at("/lastRollout/id").asText("") : running;
            return new Before(last, status.at("/pin/revision").asText(""), revision);
        }
    }

    /** How it ended, if it did. */
    private record Verdict(Exit exit, String words) {}

    /**
     * Follows it.
     *
     * @return {@link Exit#DONE} if it is synced, {@link Exit#NOT_SYNCED} if it failed or takes longer than that, {@link Exit#HELD} if
     *     a hold keeps it back
     */
    static Exit pin(Shell shell, Api api, String target, Before before, Duration timeout) {
        var follow = new Follow(shell, api, target, before);
        Runnable goodbye = () -> shell.note("\nNo longer followed; Belay goes on. Look again: belay status " + target);
        try (var _ = shell.onInterrupt().call(goodbye);
                Block _ = follow.block;
                Events events = Events.of(api)) {
            return follow.until(shell.clock().instant().plus(timeout), events, timeout);
        }
    }

    private Exit until(Instant end, Events events, Duration timeout) {
        int quiet = TICKS_A_LOOK;
        while (shell.clock().instant().isBefore(end)) {
            if (quiet >= TICKS_A_LOOK) {
                quiet = 0;
                try {
                    JsonNode status = api.get(Route.of("targets", target));
                    Verdict verdict = look(status);
                    if (verdict != null) {
                        block.say(verdict.words());
                        return verdict.exit();
                    }
                    shown = status;
                } catch (Trouble e) {
                    if (!e.passing()) {
                        throw e;
                    }
                    change("daemon", "  " + e.getMessage() + " Trying again.");
                }
            }
            block.draw(lines(shown));
            quiet = isOurs(events.next(TICK)) ? TICKS_A_LOOK : quiet + 1;
        }
        block.say("Not there within " + Times.rough(timeout) + "; Belay goes on.");
        return Exit.NOT_SYNCED;
    }

    private boolean isOurs(Events.@Nullable Event event) {
        return event instanceof Events.Told(String name, JsonNode data)
                && (Json.text(data, "target").equals(target)
                        || data.at("/metadata/name").asText().equals(target));
    }

    /** Null: it goes on. */
    private @Nullable Verdict look(JsonNode status) {
        String now = status.at("/pin/revision").asText("");
        if (before.revision() != null && !before.revision().equals(now)) {
            return now.equals(before.replaced())
                    ? null // the daemon has not come round to it
                    : new Verdict(
                            Exit.CONFLICT,
                            "Somebody pinned something else meanwhile: " + StatusWords.pinned(status) + ".");
        }
        String pending = status.at("/pin/pending").asText("");
        if (!status.at("/pin/pending").isNull() && !pending.isEmpty()) {
            return new Verdict(Exit.HELD, "A hold keeps it back: " + Screen.plain(pending) + " is pending.");
        }
        String running = status.at("/rollout/id").asText("");
        String last = status.at("/lastRollout/id").asText("");
        if (rollout == null && (running.isEmpty() ? last : running).compareTo(before.last()) > 0) {
            rollout = begun();
        }
        if (rollout != null) {
            return rollout(api.get(Route.of("targets", target, "rollouts", rollout)));
        }
        String summary = Json.text(status, "summary");
        if (summary.equals("Invalid")) {
            return new Verdict(Exit.NOT_SYNCED, target + " is Invalid: its records can't be used.");
        }
        // It may be about to begin: twice the same is the truth.
        restful = running.isEmpty() && AT_REST.contains(summary) ? restful + 1 : 0;
        return restful < 2 ? null : new Verdict(Exit.DONE, target + " is " + summary + "; there was nothing to move.");
    }

    /** The first that a pin began since then: what follows it, such as a revert of it, is not what was asked for. Null: none yet. */
    private @Nullable String begun() {
        String first = null;
        for (JsonNode one : api.get(Route.of("targets", target, "rollouts")).path("items")) {
            String id = Json.text(one, "id");
            if (id.compareTo(before.last()) > 0 && BY_A_PIN.contains(Json.text(one, "cause"))) {
                first = id;
            }
        }
        return first;
    }

    private @Nullable Verdict rollout(JsonNode rollout) {
        JsonNode timeline = rollout.path("timeline");
        Instant started = Times.read(Json.text(rollout, "startedAt"));
        for (; steps < timeline.size(); steps++) {
            block.say(step(timeline.get(steps), started));
        }
        for (JsonNode check : rollout.path("checks")) {
            change("check " + Json.text(check, "name"), checkLine(check));
        }
        String outcome = Json.text(rollout, "outcome");
        if (outcome.isEmpty()) {
            return null;
        }
        boolean good = outcome.equals("Succeeded");
        if (!good && rollout.path("diagnosis").isMissingNode() && undiagnosed++ < LOOKS_FOR_A_CAUSE) {
            return null; // why it failed is found out beside, and comes a moment later
        }
        var words = new StringBuilder(shell.screen().paint(good ? Tint.GOOD : Tint.BAD, outcome))
                .append(": ")
                .append(Screen.plain(Json.text(rollout, "message", target)));
        if (!good) {
            for (JsonNode cause : rollout.at("/diagnosis/causes")) {
                words.append("\n  ").append(Screen.plain(Json.text(cause, "sentence")));
                words.append("\n    ").append(Screen.plain(Json.text(cause, "advice")));
            }
            words.append("\nAll its evidence: belay rollouts ")
                    .append(target)
                    .append(' ')
                    .append(Json.text(rollout, "id"));
        }
        return new Verdict(good ? Exit.DONE : Exit.NOT_SYNCED, words.toString());
    }

    /** One line of a rollout's timeline. */
    static String step(JsonNode step, @Nullable Instant started) {
        Instant at = Times.read(Json.text(step, "at"));
        String time = at == null || started == null ? "" : Times.exact(Duration.between(started, at));
        String component = Json.text(step, "component");
        return "%8s  %-4s  %s".formatted(time, Screen.plain(component), Screen.plain(Json.text(step, "what")));
    }

    private static String checkLine(JsonNode check) {
        String answer = Json.text(check, "answer");
        return "check " + Json.text(check, "name") + " " + Json.text(check, "state")
                + (answer.isEmpty() ? "" : ": " + Screen.plain(answer));
    }

    /** The block on a terminal; elsewhere each line of it that is another than before is said. */
    private List<String> lines(JsonNode status) {
        var lines = new ArrayList<String>();
        Instant since = Times.read(status.at("/rollout/startedAt").asText(""));
        String took = since == null
                ? ""
                : ", " + Times.exact(Duration.between(since, shell.clock().instant()));
        lines.add(target + ": " + Json.text(status, "summary") + took);
        status.path("components").properties().forEach(entry -> {
            JsonNode component = entry.getValue();
            String now = Json.text(
                    component,
                    "progress",
                    component.path("synced").asBoolean() ? "as pinned: " + Json.text(component, "running") : "waits");
            lines.add("  " + entry.getKey() + "  " + Screen.plain(now));
            if (!Json.text(component, "progress").isEmpty()) {
                change(entry.getKey(), "          " + entry.getKey() + "  " + Screen.plain(now));
            }
        });
        said.forEach((what, line) -> {
            if (what.startsWith("check ")) {
                lines.add("  " + line);
            }
        });
        return lines;
    }

    /** Where lines can't be drawn anew, what changed is said once. */
    private void change(String what, String line) {
        if (!line.equals(said.put(what, line)) && !shell.screen().terminal() && !what.startsWith("check ")) {
            shell.say(line);
        }
    }
}
