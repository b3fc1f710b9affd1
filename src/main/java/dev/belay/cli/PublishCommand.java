package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay publish DIR}: brings a directory of records into the daemon's store, past nobody's change. */
@Command(
        name = "publish",
        description =
                "Write a directory of records to the store: validates it, shows what differs, writes on what was shown.",
        footer = {
            "",
            "A record that somebody changed in the store since it was published (a rollback, say) is kept, until the",
            "directory agrees or --take names it. Holds that people made are never deleted. Nothing is written while",
            "anything is invalid. If it is cut off, running it again goes on.",
            "",
            "At a terminal it asks before it writes. Elsewhere, as in a pipeline, it just does it; with something to",
            "delete it wants --yes there.",
            "",
            "Exit codes: 0 all is as the directory says, 1 invalid or failed, 2 wrong usage,",
            "4 a record is kept, or the store moved meanwhile, 5 a pin is written and a hold keeps it pending.",
            "With --dry-run the same for what would be; that something is to be written is no error.",
            "",
            "Examples:",
            "  belay publish deploy/ --dry-run",
            "  belay publish deploy/ --by \"$GITHUB_SHA\" --reason \"$MESSAGE\" --prune --yes",
            "  belay publish deploy/ --take shop-production"
        },
        mixinStandardHelpOptions = true)
final class PublishCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Mixin
    private Publishing publishing = new Publishing();

    @Parameters(index = "0", paramLabel = "DIR", description = "With the folders targets, pins and holds.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String directory;

    @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    PublishCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        RecordFolder folder = RecordFolder.read(shell.path(directory));
        Api api = connection.api();
        Answer shown = publishing.shown(api, folder);
        JsonNode report = shown.json();
        if (dryRun) {
            output.show(report, this::print);
            return Publishing.exit(report).code();
        }
        Shell people = output.people();
        Publishing.print(people, report);
        List<JsonNode> writes =
                Json.items(report).stream().filter(Publishing::writes).toList();
        if (!agreed(writes)) {
            people.say("Nothing was written.");
            return Exit.FAILED.code();
        }
        // Also with nothing to write: the daemon notes that the records agree.
        JsonNode done = publishing.done(api, folder, shown).json();
        output.show(done, answer -> people.say(ended(writes.size(), answer)));
        return Publishing.exit(done).code();
    }

    private boolean agreed(List<JsonNode> writes) {
        boolean asks = shell.interactive() ? !writes.isEmpty() : writes.stream().anyMatch(Publishing::deletes);
        return !asks || shell.agreed(yes, "Write " + records(writes.size()) + "?");
    }

    private void print(JsonNode report) {
        Publishing.print(shell, report);
    }

    private static String ended(int writes, JsonNode report) {
        String done = writes == 0 ? "Nothing to write." : "Wrote " + records(writes) + ".";
        return switch (Publishing.exit(report)) {
            case CONFLICT -> done + " Not all is as the directory says: see what is kept.";
            case HELD -> done + " A hold keeps a pin pending: belay admit, once it is released.";
            case DONE, FAILED, USAGE, NOT_SYNCED, INTERRUPTED -> done + " All is as the directory says.";
        };
    }

    private static String records(int number) {
        return number + (number == 1 ? " record" : " records");
    }
}
