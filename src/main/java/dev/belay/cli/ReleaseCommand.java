package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belay release HOLD}: lifts a hold, and says which pins are still pending. */
@Command(
        name = "release",
        description = "Lift a hold. A pin that it kept back stays pending.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 4 somebody changed the hold meanwhile.",
            "",
            "Examples:",
            "  belay release inc-482",
            "  belay release rollback-shop-production"
        },
        mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Parameters(index = "0", paramLabel = "HOLD", description = "Its name, as belay hold lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String hold;

    ReleaseCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
    }

    @Override
    public Integer call() {
        Api api = connection.api();
        Answer seen = api.send(Request.get(Route.of("holds", hold)));
        api.send(Request.delete(Route.of("holds", hold)).ifStill(Json.text(seen.json(), "revision")));
        String reason = Json.text(seen.json(), "reason");
        shell.say("Lifted " + hold + (reason.isEmpty() ? "." : " (" + Screen.plain(reason) + ")."));
        for (JsonNode status : Json.items(api.get(Route.of("targets")))) {
            String pending = Json.text(status.path("pin"), "pending");
            if (!pending.isEmpty()) {
                shell.say("%s is still pending: %s. belay admit %s puts it in force."
                        .formatted(StatusWords.name(status), Screen.plain(pending), StatusWords.name(status)));
            }
        }
        return Exit.DONE.code();
    }
}
