package dev.belay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belay reconcile NAME}: look now. */
@Command(
        name = "reconcile",
        description = "Have Belay look now, at the records and at the world, instead of at its next round.",
        footer = {"", "Examples:", "  belay reconcile shop-production"},
        mixinStandardHelpOptions = true)
final class ReconcileCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    ReconcileCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        Answer done = connection.api().send(Request.post(Route.of("targets", name, "reconcile")));
        output.show(done.json(), answer -> shell.say(Screen.plain(Json.text(answer, "message")) + "."));
        return Exit.DONE.code();
    }
}
