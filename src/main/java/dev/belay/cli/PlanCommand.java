package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.model.Pin;
import dev.belay.store.Decoded;
import dev.belay.store.Problem;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay plan NAME [VERSION]}, {@code plan -f PIN}, {@code plan DIR}: what Belay would do, step by step. */
@Command(
        name = "plan",
        description = "Show what Belay would do, step by step. Does nothing.",
        footer = {
            "",
            "Of a directory it shows what publishing it would change, and the steps for each pin that changes.",
            "-o markdown is for a comment on a pull request.",
            "",
            "Exit codes: 0 shown, whatever it is; 1 invalid, or there is no such target; 2 wrong usage.",
            "",
            "Examples:",
            "  belay plan shop-production                  for its pin as it is, the pending one first",
            "  belay plan shop-production 20261119-0900    were that version pinned",
            "  belay plan -f pin.yaml                      were that pin written; - reads it from the input",
            "  belay plan deploy/ -o markdown              were that directory published"
        },
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Mixin
    private Publishing publishing = new Publishing();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME|DIR",
            description = "A target, or a directory with the folders targets, pins and holds.")
    private @Nullable String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Of all components; without: the pin.")
    private @Nullable String version;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "A pin that is not written: the whole record, or its spec with NAME; - reads it from the input.")
    private @Nullable String file;

    PlanCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        if (file != null) {
            String record = read(file);
            String target = name == null ? nameIn(file, record) : name;
            show(connection
                    .api()
                    .send(Request.post(Route.of("targets", target, "plan")).body(Request.YAML, record))
                    .json());
        } else if (name == null) {
            throw new Trouble(Exit.USAGE, "Say which target, which directory, or a pin by -f.");
        } else if (isDirectory(name)) {
            directory(name);
        } else {
            show(connection.api().get(Route.of("targets", name, "plan").with("version", version)));
        }
        return Exit.DONE.code();
    }

    private void show(JsonNode plan) {
        output.show(plan, steps -> print(shell, steps));
    }

    private boolean isDirectory(String text) {
        return !RecordName.isValid(text) || RecordFolder.is(shell.path(text));
    }

    private void directory(String path) {
        var plan = DirectoryPlan.of(connection.api(), RecordFolder.read(shell.path(path)), publishing);
        if (output.form() == Form.MARKDOWN) {
            shell.say(plan.markdown().stripTrailing());
        } else {
            output.show(plan.json(), all -> plan.print(shell));
        }
    }

    private String read(String path) {
        try {
            return path.equals("-")
                    ? String.join("\n", shell.in().lines().toList())
                    : Files.readString(shell.path(path));
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, path + " can't be read.");
        }
    }

    private static String nameIn(String place, String record) {
        return switch (RecordCodec.parse(place, record).then(tree -> RecordCodec.pin(place, tree))) {
            case Decoded.Valid<Pin>(Pin pin) -> pin.name();
            case Decoded.Invalid<Pin>(List<Problem> problems) ->
                throw new Trouble(
                        Exit.FAILED,
                        place + " is no valid pin; of a spec alone, say the target's NAME too.",
                        problems.stream().map(Problem::toString).toList());
        };
    }

    private static void print(Shell shell, JsonNode plan) {
        steps(shell, plan.path("items"));
    }

    /** The steps of a plan, for people. */
    static void steps(Shell shell, JsonNode steps) {
        if (steps.isEmpty()) {
            shell.say("  nothing: that is how it is");
            return;
        }
        int width = 0;
        for (JsonNode step : steps) {
            width = Math.max(width, Json.text(step, "component").length());
        }
        for (JsonNode step : steps) {
            String component = Json.text(step, "component");
            shell.say("  " + component + " ".repeat(width - component.length() + 2)
                    + Screen.plain(Json.text(step, "what")));
        }
    }
}
