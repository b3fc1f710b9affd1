package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belay plan NAME [VERSION]}: what Belay would do, step by step. */
@Command(
        name = "plan",
        description = "Show what Belay would do, step by step. Does nothing.",
        footer = {
            "",
            "Examples:",
            "  belay plan shop-production                  for its pin as it is, the pending one first",
            "  belay plan shop-production 20261119-0900    were that version pinned"
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Of all components; without: the pin.")
    private @Nullable String version;

    PlanCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        JsonNode plan = connection.api().get(Route.of("targets", name, "plan").with("version", version));
        output.show(plan, steps -> print(shell, steps));
        return Exit.DONE.code();
    }

    /** A plan for people. */
    static void print(Shell shell, JsonNode plan) {
        var steps = Json.items(plan);
        if (steps.isEmpty()) {
            shell.say("Nothing to do.");
            return;
        }
        int width = steps.stream()
                .mapToInt(step -> Json.text(step, "component").length())
                .max()
                .orElse(0);
        for (JsonNode step : steps) {
            String component = Json.text(step, "component");
            shell.say("  " + component + " ".repeat(width - component.length() + 2)
                    + Screen.plain(Json.text(step, "what")));
        }
    }
}
