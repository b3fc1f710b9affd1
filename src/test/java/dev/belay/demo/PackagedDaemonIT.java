package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ring 4: the packaged daemon as its own process beside the local cloud, as a user meets it. */
class PackagedDaemonIT {
    private static final String TARGET = Stage.TARGET;
    private static final double SPEED = 10;

    private Stage stage;
    private PackagedDaemon daemon;
    private World world;
    private Receivers receivers;

    private void start(String store) throws InterruptedException {
        set(store, "hold", false);
        startDaemon();
        awaitSucceeded(DemoWorld.GOOD);
    }

    private void set(String store, String onFailure, boolean told) {
        stage = Stage.set(store, Ports.free(), SPEED);
        world = new World(stage.ports());
        receivers = new Receivers(stage, message -> {});
        stage.target("PT1S", onFailure, "PT4S", told ? receivers.lines() : "");
    }

    private void startDaemon() throws InterruptedException {
        var environment = stage.brisk();
        environment.putAll(Tokens.ENVIRONMENT);
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        if (world != null) {
            world.close();
        }
        if (receivers != null) {
            receivers.close();
        }
        if (stage != null) {
            stage.close();
        }
    }

    private void pin(String spec) {
        stage.pin(spec);
    }

    private static JsonNode condition(JsonNode status, String type) {
        for (JsonNode one : status.at("/conditions")) {
            if (one.at("/type").asText().equals(type)) {
                return one;
            }
        }
        throw new AssertionError("no condition " + type + " in " + status);
    }

    private JsonNode rollout(String id) {
        return daemon.json("/targets/" + TARGET + "/rollouts/" + id);
    }

    private JsonNode awaitSucceeded(String version) throws InterruptedException {
        return awaitStatus(
                version + " is in force and succeeded",
                status -> status.at("/summary").asText().equals("Synced")
                        && status.at("/pin/version").asText().equals(version)
                        && status.at("/lastRollout/outcome").asText().equals("Succeeded"));
    }

    private JsonNode awaitStatus(String description, Predicate<JsonNode> expected) throws InterruptedException {
        return daemon.awaitStatus(TARGET, description, expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "s3", "dynamodb"})
    void an_edited_pin_moves_the_service_and_the_site_and_back(String store) throws Exception {
        start(store);
        stage.cloud().ecs().behaveWell();
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        awaitSucceeded(DemoWorld.BAD);
        assertThat(world.differences(DemoWorld.BAD, "shop-api:2")).isEmpty();
        pin("{version: \"" + DemoWorld.GOOD + "\"}");
        awaitSucceeded(DemoWorld.GOOD);
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void drift_by_hand_is_shown_in_the_metrics_and_corrected() throws Exception {
        start("directory");
        world.ecs()
                .updateService(request -> request.cluster(DemoWorld.CLUSTER)
                        .service(DemoWorld.SERVICE)
                        .taskDefinition("shop-api:2"));
        daemon.await("the drift is measured", () -> driftSeconds() > 0);
        awaitStatus(
                "the drift is corrected",
                status -> status.at("/summary").asText().equals("Synced")
                        && daemon.json("/targets/" + TARGET + "/rollouts/"
                                        + status.at("/lastRollout/id").asText())
                                .at("/cause")
                                .asText()
                                .equals("drift"));
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
        assertThat(driftSeconds()).isZero();
    }

    private double driftSeconds() throws IOException, InterruptedException {
        return daemon.metrics()
                .lines()
                .filter(line -> line.startsWith("belay_drift_seconds{") && line.contains("component=\"api\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void case_10_a_service_that_ecs_calls_stable_but_that_answers_nobody_is_no_success() throws Exception {
        start("directory");
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        JsonNode status =
                awaitStatus("it is degraded", now -> now.at("/summary").asText().equals("Degraded"));
        assertThat(status.at("/lastRollout/outcome").asText()).isEqualTo("Failed");
        assertThat(condition(status, "Healthy").at("/message").asText()).contains("check health failed");
        assertThat(world.differences(DemoWorld.BAD, "shop-api:2"))
                .as("ECS itself")
                .isEmpty();
    }

    @Test
    void case_19_a_site_that_another_deployer_left_at_another_version_than_the_service_is_brought_back()
            throws Exception {
        start("directory");
        world.s3()
                .copyObject(request -> request.sourceBucket(DemoWorld.BUILDS)
                        .sourceKey("dist-prod-" + DemoWorld.BAD + "/index.html")
                        .destinationBucket(DemoWorld.BUCKET)
                        .destinationKey("index.html"));
        awaitStatus("it is seen", now -> now.at("/rollout/cause").asText().equals("drift"));
        awaitSucceeded(DemoWorld.GOOD);
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void killed_in_the_middle_of_a_rollout_it_goes_on_where_it_was_and_does_nothing_twice() throws Exception {
        start("s3");
        stage.cloud().ecs().behaveWell();
        stage.cloud().calls().clear();
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        awaitStatus(
                "the rollout runs",
                status -> status.at("/rollout/phase").asText().equals("apply"));
        daemon.kill();
        startDaemon();
        awaitSucceeded(DemoWorld.BAD);
        assertThat(world.differences(DemoWorld.BAD, "shop-api:2")).isEmpty();
        assertThat(stage.cloud().calls().of("ecs", "UpdateService")).hasSize(1);
        assertThat(stage.cloud().calls().of("cloudfront", "CreateInvalidation")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void what_changed_while_it_was_down_is_reported_and_not_undone() throws Exception {
        start("directory");
        daemon.close();
        world.ecs()
                .updateService(request -> request.cluster(DemoWorld.CLUSTER)
                        .service(DemoWorld.SERVICE)
                        .taskDefinition("shop-api:2"));
        startDaemon();
        JsonNode status =
                awaitStatus("it is reported", now -> now.at("/summary").asText().equals("Drifted"));
        assertThat(condition(status, "Synced").at("/reason").asText()).isEqualTo("DriftedUnseen");
        assertThat(status.at("/components/api/difference").asText()).contains("shop-api:2");
        assertThat(status.at("/rollout").isMissingNode()).isTrue();
    }

    @Test
    void an_invalid_record_changes_nothing_and_says_where_it_is_wrong() throws Exception {
        start("directory");
        pin("{vesion: \"" + DemoWorld.BAD + "\"}");
        JsonNode status =
                awaitStatus("it is invalid", now -> now.at("/summary").asText().equals("Invalid"));
        assertThat(status.at("/problems").toString()).contains("spec.vesion").contains("did you mean");
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
        pin("{version: \"" + DemoWorld.GOOD + "\"}");
        awaitSucceeded(DemoWorld.GOOD);
    }

    @Test
    void a_suspended_target_is_left_alone_until_its_pin_is_admitted() throws Exception {
        start("directory");
        String hold = """
                apiVersion: belay.dev/v1
                kind: Hold
                metadata: {name: stop}
                spec: {targets: [shop-*], mode: suspend, reason: INC-482}
                """;
        stage.shelf().put(RecordKind.HOLD, "stop", hold);
        awaitStatus(
                "it is suspended",
                now -> condition(now, "Held").at("/status").asText().equals("True"));
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        JsonNode held =
                awaitStatus("it is held", now -> now.at("/summary").asText().equals("Held"));
        assertThat(held.at("/pin/pending").asText()).contains(DemoWorld.BAD).contains("stop");
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void a_version_that_fails_is_diagnosed_reverted_announced_and_reported() throws Exception {
        set("directory", "revert", true);
        startDaemon();
        awaitStatus(
                "it is known good",
                now -> condition(now, "KnownGood").at("/status").asText().equals("True"));
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        daemon.await(
                "all is told",
                () -> kinds().equals(List.of(
                        "started", "restored", "knownGood", "started", "reverted", "restored", "knownGood")));
        JsonNode history = daemon.json("/targets/" + TARGET + "/rollouts");
        assertThat(history.at("/items/0/cause").asText()).isEqualTo("revert");
        assertThat(history.at("/items/1/outcome").asText()).isEqualTo("Reverted");
        String failed = history.at("/items/1/id").asText();
        assertThat(rollout(failed).at("/diagnosis/causes/0/kind").asText()).isEqualTo("CheckFails");
        assertThat(daemon.markdown("/targets/" + TARGET + "/rollouts/" + failed))
                .contains("## Times", "### CheckFails", "## Who was told");
        daemon.await("GitHub has it all", () -> receivers.github().commentsOn(1).size() == 2);
        assertThat(receivers.github().titles()).hasSize(1);
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    private List<String> kinds() {
        return receivers.to("webhook").stream().map(Receivers.Message::kind).toList();
    }

    @Test
    void a_rollback_by_the_api_finds_where_to_go_freezes_deploys_and_is_refused_at_the_second_click() throws Exception {
        start("directory");
        awaitStatus(
                "it is known good",
                now -> condition(now, "KnownGood").at("/status").asText().equals("True"));
        pin("{version: \"" + DemoWorld.BAD + "\"}");
        String seen = awaitStatus(
                        "it is degraded", now -> now.at("/summary").asText().equals("Degraded"))
                .at("/pin/revision")
                .asText();
        HttpResponse<String> first = rollback(seen);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        JsonNode done = Receivers.json(first.body());
        assertThat(done.at("/version").asText()).isEqualTo(DemoWorld.GOOD);
        assertThat(done.at("/passedOver/0/version").asText()).isEqualTo(DemoWorld.BAD);
        assertThat(done.at("/hold").asText()).isEqualTo("rollback-" + TARGET);
        assertThat(rollback(seen).statusCode()).isEqualTo(412);
        awaitSucceeded(DemoWorld.GOOD);
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
        assertThat(gate(DemoWorld.BAD)).isEqualTo(423);
        assertThat(gate(DemoWorld.GOOD)).isEqualTo(200);
        pin("{version: \"" + DemoWorld.BAD + "\", force: 1}");
        awaitStatus(
                "CI's pin is pending", now -> now.at("/pin/pending").asText().contains(DemoWorld.BAD));
    }

    private HttpResponse<String> rollback(String seen) throws IOException, InterruptedException {
        return daemon.send(
                "POST", "/targets/" + TARGET + "/rollback", Tokens.OPERATOR, seen, "{\"reason\": \"INC-482\"}");
    }

    private int gate(String version) throws IOException, InterruptedException {
        return daemon.send("GET", "/gate/" + TARGET + "?version=" + version, Tokens.VIEWER, "", "")
                .statusCode();
    }

    @Test
    void killed_between_claim_and_delivery_it_tells_after_its_return_and_by_the_same_id() throws Exception {
        set("s3", "hold", true);
        receivers.hang(true);
        startDaemon();
        daemon.await("the receiver is being told", () -> !receivers.asked().isEmpty());
        daemon.kill();
        receivers.hang(false);
        startDaemon();
        daemon.await("it is told", () -> kinds().contains("restored"));
        assertThat(receivers.to("webhook").getFirst().id())
                .isEqualTo(receivers.asked().getFirst());
        assertThat(receivers.to("webhook")).extracting(Receivers.Message::id).doesNotHaveDuplicates();
    }

    @Test
    void the_shipped_examples_are_valid_and_the_launcher_says_so() throws Exception {
        Process validate = new ProcessBuilder("target/belay/bin/belay", "validate", "config")
                .redirectErrorStream(true)
                .start();
        String output = new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(validate.waitFor()).as(output).isZero();
        assertThat(Files.exists(Path.of("config/.belay"))).isFalse();
    }
}
