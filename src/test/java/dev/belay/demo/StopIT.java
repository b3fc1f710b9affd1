package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ring 4: the packaged daemon is told to end, as Kubernetes tells it. */
class StopIT {
    private static final String TARGET = Stage.TARGET;
    private static final double SPEED = 10;

    /** What the JVM ends with when it was told to end, and did so in order. */
    private static final int TERMINATED = 143;

    /** Long enough to be told to end meanwhile. */
    private static final Fault SLOW = new Fault.Slow(Duration.ofSeconds(4));

    private final HttpClient http = HttpClient.newHttpClient();
    private Stage stage;
    private PackagedDaemon daemon;
    private World world;

    @BeforeEach
    void start() throws InterruptedException {
        stage = Stage.set("s3", Ports.free(), SPEED);
        world = new World(stage.ports());
        stage.target("PT1S", "hold", "PT4S", "");
        stage.cloud().ecs().behaveWell();
        startDaemon();
        awaitSucceeded(DemoWorld.GOOD);
    }

    private void startDaemon() throws InterruptedException {
        daemon = PackagedDaemon.start(stage.ports(), stage.brisk(), stage.log().toFile());
        daemon.awaitReady();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        if (daemon != null) {
            daemon.close();
        }
        if (world != null) {
            world.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void told_to_end_in_the_middle_of_a_rollout_it_finishes_its_call_and_the_next_start_does_the_rest_once()
            throws Exception {
        stage.cloud().calls().clear();
        stage.cloud().faults().next(1, "ecs", "UpdateService", SLOW);
        stage.pin("{version: \"" + DemoWorld.BAD + "\"}");
        awaitTaken();
        assertThat(daemon.end()).isEqualTo(TERMINATED);
        assertThat(log()).contains("belay stopped in").doesNotContain("cut off");
        assertThat(lease()).contains("\"holder\":\"\"");
        startDaemon();
        awaitSucceeded(DemoWorld.BAD);
        assertThat(world.differences(DemoWorld.BAD, "shop-api:2")).isEmpty();
        assertThat(stage.cloud().calls().of("ecs", "UpdateService")).hasSize(1);
        assertThat(stage.cloud().calls().of("cloudfront", "CreateInvalidation")).hasSizeLessThanOrEqualTo(2);
        assertThat(daemon.json("/targets/" + TARGET + "/rollouts").at("/items"))
                .extracting(rollout -> rollout.at("/outcome").asText())
                .containsExactly("Succeeded", "Succeeded");
    }

    @Test
    void told_to_end_it_answers_who_asked_before_and_lets_go_of_who_watches() throws Exception {
        InputStream events = watch("/api/v1/events");
        InputStream wall = watch("/live");
        JsonNode status = daemon.json("/targets/" + TARGET);
        stage.cloud().faults().add("s3", "PutObject", "/pins/", SLOW, 1);
        CompletableFuture<HttpResponse<String>> asked = CompletableFuture.supplyAsync(
                () -> pin(status.at("/pin/revision").asText()));
        awaitTaken();
        assertThat(daemon.end()).isEqualTo(TERMINATED);
        assertThat(asked.join().statusCode()).isEqualTo(200);
        assertThat(toTheEnd(events)).contains("watching");
        assertThat(toTheEnd(wall)).contains("again");
    }

    /** The call that was to be slow has come. */
    private void awaitTaken() throws InterruptedException {
        daemon.await(
                "the call is under way", () -> stage.cloud().faults().describe().isEmpty());
    }

    private HttpResponse<String> pin(String seen) {
        try {
            return daemon.send("PUT", "/pins/" + TARGET, "", seen, "{\"version\": \"" + DemoWorld.BAD + "\"}");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private InputStream watch(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(
                HttpRequest.newBuilder(daemon.api("/events").resolve(path))
                        .header("Accept", "text/event-stream")
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** @throws IOException it was cut off */
    private static String toTheEnd(InputStream stream) throws IOException {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String log() throws IOException {
        return Files.readString(stage.log());
    }

    private String lease() {
        return world.s3()
                .getObjectAsBytes(request -> request.bucket(DemoWorld.RECORDS).key("production/lease/leader.json"))
                .asUtf8String();
    }

    private void awaitSucceeded(String version) throws InterruptedException {
        daemon.awaitStatus(
                TARGET,
                version + " is in force and succeeded",
                status -> status.at("/summary").asText().equals("Synced")
                        && status.at("/pin/version").asText().equals(version)
                        && status.at("/lastRollout/outcome").asText().equals("Succeeded"));
    }
}
