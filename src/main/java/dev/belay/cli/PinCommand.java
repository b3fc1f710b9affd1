package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay pin NAME VERSION}: writes a pin on what was read, after showing what it does. */
@Command(
        name = "pin",
        description = "Pin a target to a version. Shows the plan and asks; then follows.",
        footer = {
            "",
            "The pin is replaced as a whole, and only if nobody changed it meanwhile.",
            "Exit codes: 0 done (with --wait: synced), 1 failed or not agreed, 2 wrong usage, 3 it did not get there,",
            "4 somebody was faster, 5 a hold keeps it back (nothing is written then, unless --pending is said).",
            "",
            "Examples:",
            "  belay pin shop-production 20261121-1000 --reason 'release 41'",
            "  belay pin shop-production 20261121-1000 --reason INC-482 --component api=shop-api:123",
            "  belay pin shop-production -f pin.yaml --yes --wait"
        },
        mixinStandardHelpOptions = true)
final class PinCommand implements Callable<Integer> {
    private final Shell shell;

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

    @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "Of every component.")
    private @Nullable String version;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The whole record, or its spec; - reads it from the input.")
    private @Nullable String file;

    @Option(names = "--barrier", description = "Nothing goes back past this version by itself.")
    private boolean barrier;

    @Option(names = "--force", description = "Force a new deployment, of the same version too.")
    private boolean force;

    PinCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
        move = new Move(shell);
        waiting = new Waiting(shell);
    }

    @Override
    public Integer call() {
        waiting.timeout();
        if (file == null
                ? version == null && !move.namesComponents()
                : version != null || barrier || force || move.isSaid()) {
            throw new Trouble(Exit.USAGE, "Say a VERSION or --component, or give the record by -f, and not both.");
        }
        String given = file == null ? null : read(file);
        if (given == null) {
            move.reason();
        }
        Shell people = output.people();
        Api api = connection.api();
        JsonNode status = api.get(Route.of("targets", name));
        Answer now = now(api);
        Request record = given == null
                ? Request.put(Route.of("pins", name)).body(Request.JSON, spec(now))
                : Request.put(Route.of("pins", name)).body(Request.YAML, given);
        JsonNode plan =
                api.send(record.as("POST", Route.of("targets", name, "plan"))).json();
        people.say("%s is %s, pinned to %s. Belay would:"
                .formatted(name, Json.text(status, "summary"), StatusWords.pinned(status)));
        PlanCommand.steps(people, plan.path("items"));
        gate(api, people);
        if (!people.agreed(move.yes(), "Write this pin?")) {
            people.say("Nothing was done.");
            return Exit.FAILED.code();
        }
        Answer done = api.send(record.ifStill(now == null ? null : now.revision()));
        String revision = Json.text(done.json(), "revision");
        output.show(done.json(), answer -> people.say("Pinned: revision " + revision + "."));
        return waiting.follow(output, api, status, revision).code();
    }

    /** The record as it stands; null: there is none. */
    private @Nullable Answer now(Api api) {
        try {
            return api.send(Request.get(Route.of("pins", name)));
        } catch (Trouble e) {
            if (e.status() == 404) {
                return null;
            }
            throw e;
        }
    }

    /** A single version is asked for; what single components ask for the gate can't tell. */
    private void gate(Api api, Shell people) {
        if (version == null || move.namesComponents()) {
            return;
        }
        try {
            api.get(Route.of("gate", name).with("version", version));
        } catch (Trouble e) {
            if (e.exit() != Exit.HELD) {
                throw e;
            }
            if (!move.pending()) {
                throw new Trouble(
                        Exit.HELD,
                        String.valueOf(e.getMessage()),
                        "Nothing was written. Release the hold, or say --pending to have it wait for belay admit.");
            }
            people.say(e.getMessage() + " It will be pending.");
        }
    }

    private String spec(@Nullable Answer now) {
        var spec = Json.object();
        if (version != null) {
            spec.put("version", version);
        }
        move.into(spec);
        if (barrier) {
            spec.put("barrier", true);
        }
        int forced = now == null ? 0 : now.json().at("/spec/force").asInt(0);
        if (force || forced > 0) {
            spec.put("force", force ? forced + 1 : forced);
        }
        return spec.toString();
    }

    private String read(String path) {
        try {
            if (path.equals("-")) {
                return String.join("\n", shell.in().lines().toList());
            }
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new Trouble(Exit.USAGE, path + " can't be read.");
        }
    }
}
