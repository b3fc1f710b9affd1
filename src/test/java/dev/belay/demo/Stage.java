package dev.belay.demo;

import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.LocalCloudMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The local cloud with the demo's world, a store filled from {@code config/}, and what a daemon needs to know of them. */
final class Stage implements AutoCloseable {
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

    /** Sets it up in a scratch folder: the checkout stays as it is. */
    static Stage set(String store, Ports ports, double speed) {
        LocalCloud cloud = LocalCloudMain.demo(ports.cloud(), ports.cdn(), ports.loadBalancer(), speed);
        try {
            Path scratch = Files.createTempDirectory("belay-");
            Shelf shelf = Shelf.of(store, cloud, scratch);
            shelf.fill(Path.of("config"), ports);
            return new Stage(cloud, ports, shelf, scratch);
        } catch (IOException e) {
            cloud.close();
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
