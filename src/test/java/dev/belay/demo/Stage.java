package dev.belay.demo;

import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.LocalCloudMain;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The local cloud with the demo's world, a store filled from {@code config/}, and what a daemon needs to know of them. */
final class Stage implements AutoCloseable {
    static final String TARGET = "shop-production";

    private static final Path CONFIG = Path.of("config");

    private final LocalCloud cloud;
    private final Ports ports;
    private final Shelf shelf;
    private final Path scratch;

    private Stage(LocalCloud cloud, Ports ports, Shelf shelf, Path scratch) {
        this.cloud = cloud;
        this.ports = ports;
        this.shelf = shelf;
        this.scratch = scratch;
    }

    /** Sets it up in a scratch folder, with the records of {@code config}: the checkout stays as it is. */
    static Stage set(String store, Ports ports, double speed) {
        LocalCloud cloud = LocalCloudMain.demo(ports.cloud(), ports.cdn(), ports.loadBalancer(), speed);
        try {
            Path scratch = Files.createTempDirectory("belay-");
            Shelf shelf = Shelf.of(store, cloud, scratch);
            shelf.fill(CONFIG, ports);
            return new Stage(cloud, ports, shelf, scratch);
        } catch (IOException e) {
            cloud.close();
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the example's target there with another soak and another answer to a failure.
     *
     * @param within how long each check has
     * @param more lines of its {@code spec}
     */
    void target(String soak, String onFailure, String within, String more) {
        String text = example(RecordKind.TARGET)
                .replace("soak: PT30S ", "soak: " + soak + " ")
                .replace("onFailure: hold ", "onFailure: " + onFailure + " ")
                .replace("within: PT30S", "within: " + within);
        shelf.put(RecordKind.TARGET, TARGET, ports.in(text) + more);
    }

    /** Pins the example's target. */
    void pin(String spec) {
        shelf.put(
                RecordKind.PIN,
                TARGET,
                "apiVersion: belay.dev/v1\nkind: Pin\nmetadata: {name: " + TARGET + "}\nspec: " + spec + "\n");
    }

    private static String example(RecordKind kind) {
        try {
            return Files.readString(CONFIG.resolve(kind.folder()).resolve(TARGET + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LocalCloud cloud() {
        return cloud;
    }

    Ports ports() {
        return ports;
    }

    Shelf shelf() {
        return shelf;
    }

    /** What a daemon is told that is to look more often than usual, so that nobody waits for that alone. */
    Map<String, String> brisk() {
        var environment = new HashMap<>(shelf.environment());
        environment.put("BELAY_POLL", "PT2S");
        environment.put("BELAY_RESYNC", "PT5S");
        return environment;
    }

    /** Where the daemon's log goes when it is not shown. */
    Path log() {
        return scratch.resolve("belay.log");
    }

    @Override
    public void close() {
        cloud.close();
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + scratch + " (" + e.getMessage() + ")");
        }
    }
}
