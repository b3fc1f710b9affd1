package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay status [NAME...]}: what Belay says of targets, and whether that is as it should be. */
@Command(
        name = "status",
        description = "Show what Belay says of targets, the most urgent first; of a single one in detail.",
        footer = {
            "",
            "--check and --wait take Soaking for synced: the rollout succeeded, and what follows is only watched.",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not synced (with --check or --wait).",
            "",
            "Examples:",
            "  belay status",
            "  belay status shop-production",
            "  belay status --summary Drifted -l team=shop",
            "  belay status shop-production --check && ./announce.sh",
            "  belay status -l environment=production --wait --timeout 20m"
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_A_LOOK = 3;
    private static final Set<String> SYNCED = Set.of("Synced", "Soaking");
    private static final Set<String> HOPELESS = Set.of("Invalid", "Degraded", "Held", "Unpinned");

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

    @Option(names = "--check", description = "Exit code 3 where one of them is not synced.")
    private boolean check;

    @Option(names = "--wait", description = "Wait until all are synced, or one failed; implies --check.")
    private boolean wait;

    @Option(names = "--timeout", paramLabel = "TIME", description = "How long to wait, such as 90s or 1h; default 15m.")
    private String timeout = "15m";

    StatusCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        if (!names.isEmpty() && !(summaries.isEmpty() && labels.isEmpty())) {
            throw new Trouble(Exit.USAGE, "Say names, or --summary and --label, not both.");
        }
        Duration patience = Times.length(timeout);
        Api api = connection.api();
        JsonNode statuses = wait ? await(api, patience) : look(api);
        output.show(single(statuses), answer -> {
            if (names.size() == 1) {
                new StatusDetail(shell).print(answer);
            } else {
                print(answer);
            }
        });
        return check || wait ? checked(statuses).code() : Exit.DONE.code();
    }

    /** Of one target the status itself, as the API answers it. */
    private JsonNode single(JsonNode statuses) {
        return names.size() == 1 ? statuses.at("/items/0") : statuses;
    }

    private JsonNode look(Api api) {
        if (names.isEmpty()) {
            Route route = Route.of("targets");
            for (String summary : wait ? List.<String>of() : summaries) {
                route = route.with("summary", summary);
            }
            for (String label : labels) {
                route = route.with("label", label);
            }
            return api.get(route);
        }
        ObjectNode all = Json.object();
        var items = all.putArray("items");
        names.forEach(name -> items.add(api.get(Route.of("targets", name))));
        return all;
    }

    /** Looks when something happened, and now and then. Only what is so twice counts: a pin just written may not be noticed yet. */
    private JsonNode await(Api api, Duration patience) {
        Instant end = shell.clock().instant().plus(patience);
        try (Events events = Events.of(api)) {
            JsonNode statuses = look(api);
            int settled = 0;
            while (shell.clock().instant().isBefore(end)) {
                settled = settled(statuses) ? settled + 1 : 0;
                if (settled > 1) {
                    return statuses;
                }
                pause(events, settled > 0);
                try {
                    statuses = look(api);
                } catch (Trouble e) {
                    if (!e.passing()) {
                        throw e;
                    }
                }
            }
            shell.note("belay: not there within " + Times.rough(patience) + ".");
            return statuses;
        }
    }

    /** Until something happened that may matter, or it is time to ask. */
    private static void pause(Events events, boolean full) {
        for (int ticks = 0; ticks < TICKS_A_LOOK; ticks++) {
            if (events.next(TICK) instanceof Events.Told && !full) {
                events.drain();
                return;
            }
        }
    }

    private static boolean settled(JsonNode statuses) {
        var words = Json.items(statuses).stream()
                .map(status -> Json.text(status, "summary"))
                .toList();
        return SYNCED.containsAll(words) || words.stream().anyMatch(HOPELESS::contains);
    }

    private Exit checked(JsonNode statuses) {
        var wrong = Json.items(statuses).stream()
                .filter(status -> !SYNCED.contains(Json.text(status, "summary")))
                .toList();
        for (JsonNode status : wrong) {
            String why = StatusWords.why(status);
            shell.note("belay: " + StatusWords.name(status) + " is " + Json.text(status, "summary")
                    + (why.isEmpty() ? "." : ": " + why));
        }
        return wrong.isEmpty() ? Exit.DONE : Exit.NOT_SYNCED;
    }

    private void print(JsonNode statuses) {
        List<JsonNode> items = Json.items(statuses);
        if (items.isEmpty()) {
            shell.say("No such target.");
            return;
        }
        var table = output.wide()
                ? new Table("NAME", "SUMMARY", "PINNED", "RUNNING", "LAST ROLLOUT", "BY", "REASON", "LABELS", "WHY")
                : new Table("NAME", "SUMMARY", "PINNED", "RUNNING", "LAST ROLLOUT", "WHY");
        items.forEach(status -> table.row(cells(status).toArray(Table.Cell[]::new)));
        table.print(shell);
    }

    private List<Table.Cell> cells(JsonNode status) {
        var cells = new ArrayList<Table.Cell>();
        cells.add(Table.Cell.of(StatusWords.name(status)));
        cells.add(Table.Cell.word(Json.text(status, "summary")));
        cells.add(Table.Cell.of(StatusWords.pinned(status)));
        cells.add(Table.Cell.of(StatusWords.running(status)));
        cells.add(Table.Cell.of(StatusDetail.last(status, shell.clock().instant())));
        if (output.wide()) {
            cells.add(Table.Cell.of(Json.text(status.path("pin"), "by")));
            cells.add(Table.Cell.of(Json.text(status.path("pin"), "reason")));
            var labels = new ArrayList<String>();
            status.at("/metadata/labels")
                    .properties()
                    .forEach(label ->
                            labels.add(label.getKey() + "=" + label.getValue().asText()));
            cells.add(Table.Cell.of(String.join(",", labels)));
        }
        cells.add(Table.Cell.of(StatusWords.why(status)));
        return cells;
    }
}
