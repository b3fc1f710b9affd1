package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.demo.Cause;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Makes each {@link Cause} happen beside a packaged daemon of its own, and prints what that says of it first: the last column of
 * the table in {@code docs/local-cloud.md}. Takes some minutes; arguments choose causes. Exit code 0 if each true cause is first.
 */
final class Causes {
    private static final double SPEED = 5;
    private static final int AT_ONCE = 3;

    /** An invalidation is given ten minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private Causes() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        var wanted = Set.of(arguments);
        List<Callable<Boolean>> all = List.of(Cause.values()).stream()
                .filter(cause -> wanted.isEmpty() || wanted.contains(cause.name()))
                .<Callable<Boolean>>map(cause -> () -> isFirst(cause))
                .toList();
        boolean right = true;
        try (var few = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var one : few.invokeAll(all, 30, TimeUnit.MINUTES)) {
                right &= one.get();
            }
        }
        System.exit(right ? 0 : 1);
    }

    private static boolean isFirst(Cause cause) throws InterruptedException, IOException {
        long begun = System.nanoTime();
        try (Stage stage = Stage.set("directory", Ports.free(), SPEED)) {
            stage.target("PT1S", "hold", "PT5S", "");
            var environment = new HashMap<>(stage.shelf().environment());
            environment.put("BELAY_POLL", "PT1S");
            try (PackagedDaemon daemon =
                    PackagedDaemon.start(stage.ports(), environment, stage.log().toFile())) {
                daemon.awaitStatus(
                        Stage.TARGET,
                        "known good",
                        now -> now.at("/summary").asText().equals("Synced"));
                cause.seed(stage.cloud());
                stage.pin("{version: \"" + DemoWorld.EARLIER + "\"}");
                JsonNode first = first(daemon, cause);
                boolean right = first.at("/kind").asText().equals(cause.kind());
                String summary =
                        daemon.json("/targets/" + Stage.TARGET).at("/summary").asText();
                System.out.printf(
                        "%s | %s | %s | %s | %s | after %d s%n",
                        right ? "hit" : "MISS",
                        cause,
                        first.at("/kind").asText(),
                        first.at("/sentence").asText(),
                        summary,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
                return right;
            } catch (IllegalStateException e) {
                System.out.printf("MISS | %s | %s%n%s%n", cause, e.getMessage(), Files.readString(stage.log()));
                return false;
            }
        }
    }

    /** What the rollout to that version is said to fail of, most likely. */
    private static JsonNode first(PackagedDaemon daemon, Cause cause) throws InterruptedException {
        JsonNode[] first = new JsonNode[1];
        daemon.await(cause + " is diagnosed", PATIENCE, () -> {
            String rollouts = "/targets/" + Stage.TARGET + "/rollouts";
            String newest = daemon.json(rollouts).at("/items/0/id").asText();
            first[0] = daemon.json(rollouts + "/" + newest).at("/diagnosis/causes/0");
            return !first[0].isMissingNode();
        });
        return first[0];
    }
}
