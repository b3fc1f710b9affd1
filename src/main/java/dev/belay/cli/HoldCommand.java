package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.cli.Screen.Tint;
import dev.belay.cli.Table.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay hold [NAME]}: lists the holds, or writes one. */
@Command(
        name = "hold",
        description = {
            "Freeze or suspend targets; without a NAME, list the holds.",
            "A freeze lets moves to what is known good through, and drift is still corrected. A suspension stops everything."
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage, 4 there is one of that name (see --replace).",
            "",
            "Examples:",
            "  belay hold",
            "  belay hold inc-482 --targets shop-production --reason 'INC-482' --for 2h",
            "  belay hold night --label environment=production --reason 'nobody is up' --until 2026-11-21T07:00:00Z",
            "  belay hold stop --targets 'shop-*' --suspend --reason 'hands off'"
        },
        mixinStandardHelpOptions = true)
final class HoldCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private Connection connection;

    @Mixin
    private Output output;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Of the hold.")
    private @Nullable String name;

    @Option(names = "--targets", paramLabel = "NAME", split = ",", description = "Names, or patterns with *.")
    private List<String> targets = new ArrayList<>();

    @Option(
            names = {"-l", "--label"},
            paramLabel = "NAME=VALUE",
            description = "Targets with this label; of several, all.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--suspend", description = "No action at all, instead of a freeze.")
    private boolean suspend;

    @Option(names = "--for", paramLabel = "TIME", description = "It ends by itself after that: 90m, 2h, 1d.")
    private @Nullable String length;

    @Option(names = "--until", paramLabel = "TIME", description = "It ends by itself then: 2026-11-21T07:00:00Z.")
    private @Nullable String until;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
    private @Nullable String reason;

    @Option(names = "--replace", description = "Replace one of that name.")
    private boolean replace;

    HoldCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
        output = new Output(shell);
    }

    @Override
    public Integer call() {
        if (name == null) {
            return list();
        }
        String spec = spec();
        Request request = Request.put(Route.of("holds", name)).body(Request.JSON, spec);
        try {
            Answer done = connection.api().send(replace ? request : request.ifStill(null));
            output.show(
                    done.json(),
                    answer -> shell.say("%s %s. Lift it: belay release %s"
                            .formatted(suspend ? "Suspended by" : "Frozen by", name, name)));
            return Exit.DONE.code();
        } catch (Trouble e) {
            if (e.status() == 412 && !replace) {
                throw new Trouble(
                        Exit.CONFLICT,
                        "There is a hold " + name + " already.",
                        "See belay hold; --replace puts this in its place.");
            }
            throw e;
        }
    }

    private int list() {
        if (!targets.isEmpty() || !labels.isEmpty() || reason != null || suspend) {
            throw new Trouble(Exit.USAGE, "Name the hold: belay hold NAME --targets ... --reason ...");
        }
        output.show(connection.api().get(Route.of("holds")), this::print);
        return Exit.DONE.code();
    }

    private String spec() {
        if (targets.isEmpty() == labels.isEmpty()) {
            throw new Trouble(Exit.USAGE, "Say what it holds: --targets NAME,... or --label NAME=VALUE, and not both.");
        }
        if (reason == null || reason.isBlank()) {
            throw new Trouble(Exit.USAGE, "Say why: --reason TEXT.");
        }
        ObjectNode spec = Json.object();
        if (labels.isEmpty()) {
            targets.forEach(spec.putArray("targets")::add);
        } else {
            var object = spec.putObject("labels");
            labels.forEach(object::put);
        }
        spec.put("mode", suspend ? "suspend" : "freeze");
        spec.put("reason", reason);
        String end = end();
        if (end != null) {
            spec.put("until", end);
        }
        return spec.toString();
    }

    private @Nullable String end() {
        if (length != null && until != null) {
            throw new Trouble(Exit.USAGE, "Say --for or --until, not both.");
        }
        if (length != null) {
            return shell.clock().instant().plus(Times.length(length)).toString();
        }
        if (until == null) {
            return null;
        }
        Instant end = Times.read(until);
        if (end == null || end.isBefore(shell.clock().instant())) {
            throw new Trouble(Exit.USAGE, "--until is expected to be a time to come, like 2026-11-21T07:00:00Z.");
        }
        return end.toString();
    }

    private void print(JsonNode holds) {
        var table = new Table("NAME", "MODE", "IN FORCE", "HOLDS", "UNTIL", "BY", "REASON");
        Json.items(holds).forEach(hold -> table.row(cells(hold)));
        if (table.isEmpty()) {
            shell.say("No holds.");
        } else {
            table.print(shell);
        }
    }

    private static Cell[] cells(JsonNode hold) {
        boolean inForce = hold.path("inForce").asBoolean();
        JsonNode problems = hold.path("problems");
        var what = new ArrayList<String>();
        hold.path("targets").forEach(target -> what.add(target.asText()));
        hold.path("labels")
                .properties()
                .forEach(label ->
                        what.add(label.getKey() + "=" + label.getValue().asText()));
        String reason = problems.isEmpty()
                ? Json.text(hold, "reason")
                : "INVALID: "
                        + String.join(
                                "; ",
                                StreamSupport.stream(problems.spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList());
        return new Cell[] {
            Cell.of(Json.text(hold, "name")),
            Cell.of(Json.text(hold, "mode")),
            new Cell(inForce ? "yes" : "no", inForce ? Tint.MIND : Tint.DIM),
            Cell.of(String.join(", ", what)),
            Cell.of(Json.text(hold, "until")),
            Cell.of(Json.text(hold, "by")),
            new Cell(reason, problems.isEmpty() ? Tint.PLAIN : Tint.BAD)
        };
    }
}
