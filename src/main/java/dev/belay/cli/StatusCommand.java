package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay status [NAME...]}: what Belay says of targets. */
@Command(
        name = "status",
        description = "Show what Belay says of targets, the most urgent first.",
        footer = {
            "",
            "Examples:",
            "  belay status                              all targets",
            "  belay status shop-production              one, with its conditions in words",
            "  belay status --summary Drifted -l team=shop"
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Targets; without: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--summary", paramLabel = "WORD", description = "Only these: Drifted, Stalled, Degraded, ...")
    private List<String> summaries = new ArrayList<>();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "NAME=VALUE",
            description = "Only those with this label; of several, all.")
    private List<String> labels = new ArrayList<>();

    StatusCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        Route route = Route.of("targets");
        for (String summary : summaries) {
            route = route.with("summary", summary);
        }
        for (String label : labels) {
            route = route.with("label", label);
        }
        output.show(connection.api().get(route), this::print);
        return Exit.DONE.code();
    }

    private void print(JsonNode statuses) {
        var table = new Table("NAME", "SUMMARY");
        Json.items(statuses).stream()
                .filter(status -> names.isEmpty()
                        || names.contains(status.at("/metadata/name").asText()))
                .forEach(status -> table.row(
                        Table.Cell.of(status.at("/metadata/name").asText()),
                        Table.Cell.word(Json.text(status, "summary"))));
        table.print(shell);
    }
}
