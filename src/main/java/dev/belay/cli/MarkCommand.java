package dev.belay.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay mark NAME VERSION known-good|vetoed}: a person's word on a version, or taking it back. */
@Command(
        name = "mark",
        description = "Say that a version is known good, or vetoed; it counts more than what Belay saw.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 4 as things stand it can't be done.",
            "",
            "Examples:",
            "  belay mark shop-production 20261120-1430 vetoed --reason 'it leaks memory'",
            "  belay mark shop-production 20261119-0900 known-good --reason 'ran for a year'",
            "  belay mark shop-production 20261120-1430 vetoed --remove"
        },
        mixinStandardHelpOptions = true)
final class MarkCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    @Parameters(index = "1", paramLabel = "VERSION", description = "As belay versions lists it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String version;

    @Parameters(index = "2", paramLabel = "WORD", description = "known-good or vetoed.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String word;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    @Option(names = "--remove", description = "Take the word back.")
    private boolean remove;

    MarkCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        String mark = switch (word) {
            case "known-good", "knownGood" -> "knownGood";
            case "vetoed" -> "vetoed";
            default -> throw new Trouble(Exit.USAGE, "A version is known-good or vetoed, found " + word + ".");
        };
        if (!remove && (reason == null || reason.isBlank())) {
            throw new Trouble(Exit.USAGE, "Say why: --reason TEXT.");
        }
        Route route = Route.of("targets", name, "versions", version, mark);
        Request request = remove ? Request.delete(route) : Request.put(route);
        if (reason != null) {
            request = request.body(
                    Request.JSON, Json.object().put("reason", reason).toString());
        }
        Answer done = connection.api().send(request);
        output.show(done.json(), answer -> shell.say(Screen.plain(Json.text(answer, "message")) + "."));
        return Exit.DONE.code();
    }
}
