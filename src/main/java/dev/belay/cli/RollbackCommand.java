package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay rollback NAME}: shows where it would go, asks, goes there on what was shown, and follows it. */
@Command(
        name = "rollback",
        description = {
            "Go back to what is known good, or to a version that you name.",
            "Shows the plan and asks; then follows. Ctrl-C ends the following, not the rollback."
        },
        footer = {
            "",
            "Deploys are frozen from then on, by a hold rollback-NAME: belay release rollback-NAME ends that.",
            "Exit codes: 0 done (with --wait: synced), 1 failed or not agreed, 2 wrong usage, 3 it did not get there,",
            "4 somebody was faster or there is nothing to go back to, 5 a hold keeps it back.",
            "",
            "Examples:",
            "  belay rollback shop-production --reason 'INC-482: login fails'",
            "  belay rollback shop-production --reason INC-482 --to 20261119-0900 --component web=leave",
            "  belay rollback shop-production --reason INC-482 --yes --wait --timeout 30m     in a script"
        },
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Mixin
    private Move move;

    @Mixin
    private Waiting waiting;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "As belay versions lists it; default: the newest known good.")
    private @Nullable String to;

    @Option(names = "--no-freeze", description = "Let deploys go on.")
    private boolean noFreeze;

    RollbackCommand(Shell shell) {
        connection = new Connection(shell);
        output = new Output(shell);
        move = new Move(shell);
        waiting = new Waiting(shell);
    }

    @Override
    public Integer call() {
        ObjectNode body = Json.object();
        if (to != null) {
            body.put("to", to);
        }
        move.into(body);
        body.put("freeze", !noFreeze);
        waiting.timeout();
        Shell people = output.people();
        Api api = connection.api();
        JsonNode status = api.get(Route.of("targets", name));
        JsonNode plan = plan(api, body);
        show(people, status, plan);
        String waits = Json.text(plan, "waits");
        if (!waits.isEmpty() && !move.pending()) {
            throw new Trouble(
                    Exit.HELD,
                    "It would wait: " + waits + ".",
                    "Nothing was written. Release the hold, or say --pending.");
        }
        if (!people.agreed(move.yes(), "Roll back " + name + "?")) {
            people.say("Nothing was done.");
            return Exit.FAILED.code();
        }
        // What was shown is what is done, even if the daemon would choose otherwise by now.
        body.put("to", Json.text(plan, "version"));
        JsonNode revision = plan.path("revision");
        Answer done = api.send(Request.post(Route.of("targets", name, "rollback"))
                .body(Request.JSON, body.toString())
                .ifStill(revision.isNull() ? null : revision.asText()));
        output.show(done.json(), answer -> people.say(Screen.plain(Json.text(answer, "message")) + "."));
        if (!waits.isEmpty()) {
            return Exit.HELD.code();
        }
        return waiting.follow(output, api, status, Json.text(done.json(), "revision"))
                .code();
    }

    private JsonNode plan(Api api, ObjectNode body) {
        try {
            return api.send(Request.post(Route.of("targets", name, "rollback", "plan"))
                            .body(Request.JSON, body.toString()))
                    .json();
        } catch (Trouble e) {
            if (e.exit() != Exit.CONFLICT || to != null) {
                throw e;
            }
            throw e.and("To go to one of them all the same, say --to VERSION. belay versions " + name + " lists them.");
        }
    }

    private void show(Shell people, JsonNode status, JsonNode plan) {
        people.say("%s goes back to %s; it is %s, pinned to %s."
                .formatted(
                        name,
                        Screen.plain(Json.text(plan, "version")),
                        Json.text(status, "summary"),
                        StatusWords.pinned(status)));
        plan.path("components")
                .properties()
                .forEach(entry -> people.say("  " + entry.getKey() + "  " + Move.words(entry.getValue())));
        for (JsonNode passed : plan.path("passedOver")) {
            people.say("Not " + Screen.plain(Json.text(passed, "version")) + ": "
                    + Screen.plain(Json.text(passed, "why")) + ".");
        }
        people.say("Belay would:");
        PlanCommand.steps(people, plan.path("steps"));
        if (!noFreeze) {
            people.say("Deploys then wait until the hold rollback-" + name + " is released.");
        }
        String beyond = Json.text(plan, "beyond");
        if (!beyond.isEmpty()) {
            people.say("This takes an admin: " + Screen.plain(beyond) + ".");
        }
    }
}
