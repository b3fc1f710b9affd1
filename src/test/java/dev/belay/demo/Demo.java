package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * {@code make demo}: plays a bad deployment and the rollback by itself, prints the rollouts' timelines, and looks at AWS
 * itself to tell whether the end is right. Exit code 0 only if it is.
 */
final class Demo {
    private static final String TARGET = "shop-production";
    private static final double SPEED = 3;

    private final Stage stage;
    private final PackagedDaemon daemon;

    private Demo(Stage stage, PackagedDaemon daemon) {
        this.stage = stage;
        this.daemon = daemon;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Ports ports = Run.portsOrExit();
        boolean right = false;
        try (Stage stage = Stage.set(arguments.length == 0 ? "directory" : arguments[0], ports, SPEED);
                PackagedDaemon daemon = PackagedDaemon.start(
                        ports, stage.shelf().environment(), stage.log().toFile())) {
            right = new Demo(stage, daemon).proves();
        }
        System.exit(right ? 0 : 1);
    }

    private boolean proves() throws IOException, InterruptedException {
        boolean right = false;
        try {
            right = play();
        } catch (IllegalStateException e) {
            say("%s", e.getMessage());
        }
        if (!right) {
            say("The daemon's log:%n%s", Files.readString(stage.log()));
        }
        return right;
    }

    private boolean play() throws IOException, InterruptedException {
        say("The daemon starts beside a local cloud.");
        daemon.awaitReady();
        show(finished("is held to " + DemoWorld.GOOD, DemoWorld.GOOD, "Succeeded"));
        say("Version %s goes out. It is bad: ECS calls it stable, but its /health answers 500.", DemoWorld.BAD);
        pin(DemoWorld.BAD, "the new shop");
        show(finished("fails its check", DemoWorld.BAD, "Failed"));
        say("Somebody edits the record back to %s.", DemoWorld.GOOD);
        pin(DemoWorld.GOOD, "INC-482: /health answers 500");
        show(finished("is restored", DemoWorld.GOOD, "Succeeded"));
        return proved();
    }

    private void pin(String version, String reason) throws IOException {
        String pin = Files.readString(Path.of("config/pins/" + TARGET + ".yaml"))
                .replace("\"" + DemoWorld.GOOD + "\"          #", "\"" + version + "\"          #")
                .replace("reason: first version", "reason: \"" + reason + "\"");
        stage.shelf().put(RecordKind.PIN, TARGET, pin);
    }

    /** Waits for the rollout to a version to end, and returns its evidence. */
    private JsonNode finished(String description, String version, String outcome) throws InterruptedException {
        JsonNode status = daemon.awaitStatus(
                TARGET,
                TARGET + " " + description,
                now -> version.equals(now.at("/pin/version").asText())
                        && now.at("/rollout").isMissingNode()
                        && outcome.equals(now.at("/lastRollout/outcome").asText()));
        return daemon.json("/targets/" + TARGET + "/rollouts/"
                + status.at("/lastRollout/id").asText());
    }

    private static void show(JsonNode rollout) {
        Instant started = Instant.parse(rollout.at("/startedAt").asText());
        for (JsonNode step : rollout.at("/timeline")) {
            double seconds =
                    Duration.between(started, Instant.parse(step.at("/at").asText()))
                                    .toMillis()
                            / 1000.0;
            System.out.printf(
                    "  %6.1f s  %-4s %s%n",
                    seconds, step.path("component").asText(""), step.at("/what").asText());
        }
        System.out.println("  = " + rollout.at("/outcome").asText() + "; by phase: " + rollout.at("/phases"));
        System.out.println();
    }

    private boolean proved() throws IOException, InterruptedException {
        try (World world = new World(stage.ports())) {
            List<String> differences = world.differences(DemoWorld.GOOD, DemoWorld.FAMILY + ":1");
            differences.forEach(difference -> say("NOT RIGHT: %s", difference));
            if (differences.isEmpty()) {
                say("AWS itself says so too: service, tasks, every object, and what users get are %s.", DemoWorld.GOOD);
            }
            return differences.isEmpty();
        }
    }

    private static void say(String text, Object... parts) {
        System.out.printf(text + "%n", parts);
    }
}
