package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.cli.Table.Cell;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code belay versions NAME}: what could be pinned, and whether a rollback to it would work now. */
@Command(
        name = "versions",
        description = "List what could be pinned, newest first, and whether a rollback to it would work now.",
        footer = {
            "",
            "Examples:",
            "  belay versions shop-production",
            "  belay versions shop-production -o wide      with people's words and how each ended"
        },
        mixinStandardHelpOptions = true)
final class VersionsCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", paramLabel = "NAME", description = "A target.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private String name;

    VersionsCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        output.show(connection.api().get(Route.of("targets", name, "versions")), this::print);
        return Exit.DONE.code();
    }

    private void print(JsonNode versions) {
        var table = output.wide()
                ? new Table("VERSION", "STATE", "READY", "LIVE", "PROVED", "WORD", "END", "PROBLEMS")
                : new Table("VERSION", "STATE", "READY", "LIVE", "PROVED", "PROBLEMS");
        Json.items(versions).forEach(version -> table.row(cells(version)));
        if (table.isEmpty()) {
            shell.say("Nothing ran yet.");
        } else {
            table.print(shell);
        }
    }

    private Cell[] cells(JsonNode version) {
        var now = shell.clock().instant();
        var cells = new ArrayList<Cell>();
        cells.add(Cell.of(Json.text(version, "version")));
        cells.add(Cell.word(Json.text(version, "state")));
        cells.add(Cell.of(version.path("ready").asBoolean() ? "yes" : "no"));
        boolean live = Json.text(version, "until").isEmpty()
                && !Json.text(version, "since").isEmpty();
        String ended = Times.ago(Json.text(version, "until"), now);
        cells.add(Cell.of(live ? "now" : ended.isEmpty() ? "" : ended + " ago"));
        String proved = Times.ago(Json.text(version, "knownGoodAt"), now);
        cells.add(Cell.of(proved.isEmpty() ? "" : proved + " ago"));
        if (output.wide()) {
            JsonNode word = version.path("word");
            String said = Json.text(word, "state");
            cells.add(Cell.of(
                    said.isEmpty() ? "" : said + " by " + Json.text(word, "by") + ": " + Json.text(word, "reason")));
            cells.add(Cell.of(Json.text(version, "end")));
        }
        cells.add(Cell.of(String.join(
                "; ",
                StreamSupport.stream(version.path("problems").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList())));
        return cells.toArray(Cell[]::new);
    }
}
