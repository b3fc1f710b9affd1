package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.Screen.Tint;
import dev.belay.cli.Table.Cell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belay rollouts NAME [ID]}: the history, or one with its evidence. */
@Command(
        name = "rollouts",
        description = "List rollouts, newest first, or show one with its evidence.",
        footer = {
            "",
            "-o markdown is the report for the review after an incident.",
            "",
            "Examples:",
            "  belay rollouts shop-production",
            "  belay rollouts shop-production last",
            "  belay rollouts shop-production 20261123T163521.898Z -o markdown > review.md"
        },
        mixinStandardHelpOptions = true)
final class RolloutsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Of a rollout, or last.")
    private @Nullable String id;

    RolloutsCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        Api api = connection.api();
        Route route = Route.of("targets", name, "rollouts");
        if (id != null) {
            route = Route.of("targets", name, "rollouts", id.equals("last") ? last(api) : id);
        }
        if (output.form() == Form.MARKDOWN) {
            Answer told = api.send(Request.get(route).header("Accept", "text/markdown"));
            shell.say(told.body().stripTrailing());
        } else {
            output.show(api.get(route), id == null ? this::list : this::print);
        }
        return Exit.DONE.code();
    }

    private String last(Api api) {
        String last =
                api.get(Route.of("targets", name, "rollouts")).at("/items/0/id").asText("");
        if (last.isEmpty()) {
            throw new Trouble(Exit.FAILED, name + " has had no rollout yet.");
        }
        return last;
    }

    private void list(JsonNode rollouts) {
        var table = new Table("ID", "CAUSE", "OUTCOME", "BEGUN", "TOOK", "FROM", "TO");
        for (JsonNode rollout : Json.items(rollouts)) {
            table.row(
                    Cell.of(Json.text(rollout, "id")),
                    Cell.of(Json.text(rollout, "cause")),
                    Cell.word(Json.text(rollout, "outcome", "running")),
                    Cell.of(Times.ago(
                                    Json.text(rollout, "startedAt"),
                                    shell.clock().instant()) + " ago"),
                    Cell.of(took(rollout)),
                    Cell.of(versions(rollout.path("from"))),
                    Cell.of(versions(rollout.path("to"))));
        }
        if (table.isEmpty()) {
            shell.say("No rollouts yet.");
        } else {
            table.print(shell);
        }
    }

    private static String took(JsonNode rollout) {
        Instant from = Times.read(Json.text(rollout, "startedAt"));
        Instant to = Times.read(Json.text(rollout, "finishedAt"));
        return from == null || to == null ? "" : Times.exact(Duration.between(from, to));
    }

    private static String versions(JsonNode components) {
        var all = new ArrayList<String>();
        components
                .properties()
                .forEach(
                        entry -> all.add(entry.getKey() + " " + entry.getValue().asText()));
        return String.join(", ", all);
    }

    private void print(JsonNode rollout) {
        Screen screen = shell.screen();
        String outcome = Json.text(rollout, "outcome", "running");
        shell.say("%s of %s, %s: %s -> %s"
                .formatted(
                        Json.text(rollout, "id"),
                        Json.text(rollout, "target"),
                        Json.text(rollout, "cause"),
                        Screen.plain(versions(rollout.path("from"))),
                        Screen.plain(versions(rollout.path("to")))));
        String by = Json.text(rollout, "by");
        String reason = Json.text(rollout, "reason");
        shell.say("  " + (by.isEmpty() ? "" : "by " + Screen.plain(by) + ": ") + Screen.plain(reason));
        Instant started = Times.read(Json.text(rollout, "startedAt"));
        rollout.path("timeline").forEach(step -> shell.say(Follow.step(step, started)));
        for (JsonNode check : rollout.path("checks")) {
            String state = Json.text(check, "state");
            shell.say("  check %s %s: %s"
                    .formatted(
                            Json.text(check, "name"),
                            screen.paint(Tint.of(state), state),
                            Screen.plain(Json.text(check, "answer", "-"))));
        }
        String took = took(rollout);
        shell.say(screen.paint(Tint.of(outcome), outcome)
                + (took.isEmpty() ? "" : " after " + took)
                + (Json.text(rollout, "message").isEmpty() ? "" : ": " + Screen.plain(Json.text(rollout, "message"))));
        rollout.at("/diagnosis/causes").forEach(this::cause);
    }

    private void cause(JsonNode cause) {
        shell.say("\n" + Json.text(cause, "kind") + ": " + Screen.plain(Json.text(cause, "sentence")));
        cause.path("evidence").forEach(line -> shell.say("  " + Screen.plain(line.asText())));
        cause.path("log").forEach(line -> shell.say("  | " + Screen.plain(line.asText())));
        shell.say("  " + Screen.plain(Json.text(cause, "advice")));
    }
}
