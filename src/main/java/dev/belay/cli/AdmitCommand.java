package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay admit NAME}: puts the pending pin in force, or lets drift that arose unseen be corrected. */
@Command(
        name = "admit",
        description = "Put the pending pin in force, or let drift that arose unseen be corrected.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed or not agreed, 2 wrong usage, 3 it did not get there (with --wait),",
            "4 somebody was faster or there is nothing to admit, 5 a hold keeps it back.",
            "",
            "Examples:",
            "  belay admit shop-production",
            "  belay admit shop-production --yes --wait"
        },
        mixinStandardHelpOptions = true)
final class AdmitCommand implements Callable<Integer> {
    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Mixin
    private Waiting waiting;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where there is no terminal.")
    private boolean yes;

    AdmitCommand(Shell shell) {
        connection = new Connection(shell);
        output = new Output(shell);
        waiting = new Waiting(shell);
    }

    @Override
    public Integer call() {
        waiting.timeout();
        Shell people = output.people();
        Api api = connection.api();
        JsonNode status = api.get(Route.of("targets", name));
        JsonNode pin = status.path("pin");
        if (Json.text(pin, "revision").isEmpty()) {
            throw new Trouble(Exit.CONFLICT, name + " has no pin, so there is nothing to admit.");
        }
        String pending = Json.text(pin, "pending");
        String why = StatusWords.why(status);
        people.say(name + " is " + Json.text(status, "summary") + (why.isEmpty() ? "." : ": " + why));
        people.say(
                pending.isEmpty()
                        ? "No pin is pending; Belay would:"
                        : "Pending is " + Screen.plain(pending) + "; Belay would:");
        PlanCommand.steps(people, api.get(Route.of("targets", name, "plan")).path("items"));
        if (!people.agreed(yes, "Admit it?")) {
            people.say("Nothing was done.");
            return Exit.FAILED.code();
        }
        Answer done = api.send(Request.post(Route.of("targets", name, "admit")).ifStill(Json.text(pin, "revision")));
        output.show(done.json(), answer -> people.say(Screen.plain(Json.text(answer, "message")) + "."));
        return waiting.follow(output, api, status, Json.text(pin, "revision")).code();
    }
}
