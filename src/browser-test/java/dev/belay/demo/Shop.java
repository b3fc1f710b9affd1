package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The demo's world with one packaged daemon over a directory of records, for tests of what people see of it. */
public final class Shop implements AutoCloseable {
    public static final String TARGET = Stage.TARGET;
    public static final String VIEWER = Tokens.VIEWER;
    public static final String OPERATOR = Tokens.OPERATOR;

    /** May do all; from loopback and without a proxy between no token is needed either. */
    public static final String ADMIN = "head-of-the-demo";

    private static final double SPEED = 20;

    private final Stage stage;
    private final World world;
    private PackagedDaemon daemon;
    private int beginnings;

    private Shop(Stage stage) {
        this.stage = stage;
        this.world = new World(stage.ports());
    }

    /** The earlier version is in force and known good. */
    public static Shop open() throws InterruptedException {
        var shop = new Shop(Stage.set("directory", Ports.free(), SPEED));
        shop.stage.target("PT1S", "hold", "PT4S", "");
        try {
            shop.startDaemon();
            shop.pinAndAwaitGood(DemoWorld.EARLIER);
            return shop;
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    public void startDaemon() throws InterruptedException {
        var environment = new HashMap<>(stage.shelf().environment());
        environment.putAll(Tokens.ENVIRONMENT);
        environment.putAll(Map.of(
                "BELAY_POLL",
                "PT1S",
                "BELAY_RESYNC",
                "PT5S",
                "BELAY_API_TOKENS_ROOT_SHA256",
                Tokens.sha256(ADMIN),
                "BELAY_API_TOKENS_ROOT_ROLE",
                "admin"));
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
    }

    public void stopDaemon() {
        daemon.close();
    }

    /** The daemon's own port. */
    public int port() {
        return stage.ports().http();
    }

    public LocalCloud cloud() {
        return stage.cloud();
    }

    public String log() {
        try {
            return Files.readString(stage.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Back to the beginning: the good version in force, an earlier one to go back to, nothing held, nothing broken. */
    public void restore() throws InterruptedException {
        stage.cloud().faults().clear();
        holds().forEach(hold -> delete(RecordKind.HOLD, hold));
        pinAndAwaitGood(DemoWorld.GOOD);
    }

    /** Under a reason of its own: what is said of an earlier pin of the same version is not mistaken for this one. */
    private void pinAndAwaitGood(String version) throws InterruptedException {
        String reason = "beginning " + ++beginnings;
        pinSpec("{version: \"" + version + "\", reason: " + reason + "}");
        awaitStatus(
                version + " is in force and known good",
                now -> now.at("/summary").asText().equals("Synced")
                        && now.at("/pin/version").asText().equals(version)
                        && now.at("/pin/reason").asText().equals(reason)
                        && now.at("/pin/pending").isNull()
                        && condition(now, "KnownGood").equals("True")
                        && condition(now, "Held").equals("False"));
    }

    /** What stands under {@code spec} of the shop's pin. */
    public void pinSpec(String spec) {
        put(RecordKind.PIN, TARGET, pin(spec));
    }

    private static String pin(String spec) {
        return "apiVersion: belay.dev/v1\nkind: Pin\nmetadata: {name: " + TARGET + "}\nspec: " + spec + "\n";
    }

    /** Adds that many targets, which the daemon then begins to look at. */
    public Fleet fleet(String name, int size) {
        return new Fleet(this, name, size);
    }

    void await(String description, Duration patience, PackagedDaemon.Question question) throws InterruptedException {
        daemon.await(description, patience, question);
    }

    /** As a person edits a record. */
    public void put(RecordKind kind, String name, String yaml) {
        stage.shelf().put(kind, name, yaml);
    }

    public void delete(RecordKind kind, String name) {
        try {
            Files.deleteIfExists(records().resolve(kind.folder()).resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> holds() {
        try (Stream<Path> files = Files.list(records().resolve(RecordKind.HOLD.folder()))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.yaml$", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path records() {
        return Path.of(stage.shelf().environment().get("BELAY_STORE_DIRECTORY_PATH"));
    }

    /** Takes the store away, as a mount that is lost, or brings it back. */
    public void storeIsThere(boolean there) {
        Path away = records().resolveSibling("records-away");
        try {
            Files.move(there ? away : records(), there ? records() : away);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind Belay's back, as somebody at the AWS console. */
    public void changeServiceByHand(String revision) {
        world.ecs()
                .updateService(request -> request.cluster(DemoWorld.CLUSTER)
                        .service(DemoWorld.SERVICE)
                        .taskDefinition(revision));
    }

    /** What AWS and users say that is not as the version should be. */
    public List<String> differences(String version, String revision) throws IOException, InterruptedException {
        return world.differences(version, revision);
    }

    public JsonNode awaitStatus(String description, Predicate<JsonNode> expected) throws InterruptedException {
        return daemon.awaitStatus(TARGET, description, expected);
    }

    public static String condition(JsonNode status, String type) {
        for (JsonNode one : status.at("/conditions")) {
            if (one.at("/type").asText().equals(type)) {
                return one.at("/status").asText();
            }
        }
        return "";
    }

    public JsonNode json(String path) {
        return daemon.json(path);
    }

    /** Asks the API as somebody else would. */
    public HttpResponse<String> send(String method, String path, String token, String match, String json)
            throws IOException, InterruptedException {
        return daemon.send(method, path, token, match, json);
    }

    @Override
    public void close() {
        daemon.close();
        world.close();
        stage.close();
    }
}
