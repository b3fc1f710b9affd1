package dev.belay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code belay watch [NAME...]}: a line for each thing that happens, until Ctrl-C. */
@Command(
        name = "watch",
        description = "Print what happens as it happens, a line each, until Ctrl-C. A lost connection is opened again.",
        footer = {
            "",
            "With -o json each line is {\"event\": \"status\" or \"step\", \"data\": ...} as the API tells it.",
            "",
            "Examples:",
            "  belay watch",
            "  belay watch shop-production shop-staging",
            "  belay watch -o json | jq -r 'select(.event == \"status\") | .data.summary'"
        },
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private static final Duration LONG = Duration.ofHours(1);

    /** Forms of a line. */
    enum Lines {
        TABLE,
        JSON
    }

    private final Shell shell;
    private final Map<String, String> last = new HashMap<>();

    @Mixin
    private Connection connection;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Targets; without: all.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table (default) or json: a JSON object a line.")
    private Lines form = Lines.TABLE;

    WatchCommand(Shell shell) {
        this.shell = shell;
        connection = new Connection(shell);
    }

    @Override
    public Integer call() {
        Api api = connection.api();
        boolean lost = false;
        try (Events events = Events.of(api)) {
            while (true) {
                switch (events.next(LONG)) {
                    case null -> {}
                    case Events.Connected connected -> {
                        if (lost) {
                            shell.note("belay: connected again");
                        }
                        lost = false;
                        statuses(api);
                    }
                    case Events.Lost(String why, boolean forGood) -> {
                        if (forGood) {
                            throw new Trouble(Exit.FAILED, why);
                        }
                        if (!lost && !why.equals("Read timed out")) {
                            shell.note("belay: " + why + "; trying again");
                            lost = true;
                        }
                    }
                    case Events.Told(String name, JsonNode data) -> told(name, data);
                }
            }
        }
    }

    /** What happened while nobody listened shows in the statuses. */
    private void statuses(Api api) {
        try {
            Json.items(api.get(Route.of("targets"))).forEach(status -> told("status", status));
        } catch (Trouble e) {
            if (!e.passing()) {
                throw e;
            }
        }
    }

    private void told(String event, JsonNode data) {
        boolean status = event.equals("status");
        String name = status ? StatusWords.name(data) : Json.text(data, "target");
        if (!names.isEmpty() && !names.contains(name)) {
            return;
        }
        switch (form) {
            case JSON -> {
                var line = Json.object().put("event", event);
                line.set("data", data);
                shell.say(line.toString());
            }
            case TABLE -> {
                if (status) {
                    status(name, data);
                } else {
                    step(name, data.path("step"));
                }
            }
        }
    }

    /** Said again only when the words are others. */
    private void status(String name, JsonNode status) {
        String summary = Json.text(status, "summary");
        String why = StatusWords.why(status);
        if (!(summary + why).equals(last.put(name, summary + why))) {
            Screen screen = shell.screen();
            line(
                    Json.text(status, "observedAt"),
                    name,
                    screen.paint(Screen.Tint.of(summary), summary) + (why.isEmpty() ? "" : ": " + why));
        }
    }

    private void step(String name, JsonNode step) {
        String component = Json.text(step, "component");
        line(
                Json.text(step, "at"),
                name,
                (component.isEmpty() ? "" : Screen.plain(component) + ": ") + Screen.plain(Json.text(step, "what")));
    }

    private void line(String time, String name, String words) {
        Instant at = Times.read(time);
        shell.say((at == null ? time : at.truncatedTo(ChronoUnit.SECONDS).toString()) + "  " + name + "  " + words);
    }
}
