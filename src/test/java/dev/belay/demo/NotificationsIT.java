package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.demo.DemoWorld;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ring 4: a daemon that looks by itself so seldom that whatever it does in these stories it does because it was told to look. */
class NotificationsIT {
    private static final String TARGET = Stage.TARGET;

    private final Stage stage = Stage.set("s3", Ports.free(), 10);
    private final World world = new World(stage.ports());
    private PackagedDaemon daemon;

    private void start(String queue) throws InterruptedException {
        stage.target("PT1S", "hold", "PT4S", "");
        var environment = new HashMap<>(stage.shelf().environment());
        environment.put("BELAY_POLL", "PT15M");
        environment.put("BELAY_RESYNC", "PT15M");
        if (!queue.isEmpty()) {
            environment.put("BELAY_NOTIFICATIONS_QUEUE", queue);
        }
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
    }

    @AfterEach
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        world.close();
        stage.close();
    }

    private void awaitSucceeded(String version) throws InterruptedException {
        await(
                version + " is in force and succeeded",
                status -> status.at("/summary").asText().equals("Synced")
                        && status.at("/pin/version").asText().equals(version)
                        && status.at("/lastRollout/outcome").asText().equals("Succeeded"));
    }

    private void await(String description, Predicate<JsonNode> expected) throws InterruptedException {
        daemon.awaitStatus(TARGET, description, expected);
    }

    @Test
    void a_pin_that_is_edited_in_the_bucket_is_acted_on_though_the_next_poll_is_far() throws Exception {
        start("");
        awaitSucceeded(DemoWorld.GOOD);
        stage.cloud().ecs().behaveWell();
        stage.pin("{version: \"" + DemoWorld.BAD + "\"}");
        awaitSucceeded(DemoWorld.BAD);
        assertThat(world.differences(DemoWorld.BAD, "shop-api:2")).isEmpty();
        assertThat(daemon.metrics())
                .containsPattern("belay_notifications_total\\{kind=\"records\"} [1-9]")
                .contains("belay_notifications_last_read_timestamp_seconds");
    }

    @Test
    void a_service_that_is_changed_by_hand_is_put_right_though_the_next_look_is_far() throws Exception {
        start("");
        awaitSucceeded(DemoWorld.GOOD);
        world.ecs()
                .updateService(request -> request.cluster(DemoWorld.CLUSTER)
                        .service(DemoWorld.SERVICE)
                        .taskDefinition("shop-api:2"));
        await(
                "the drift is corrected",
                status -> status.at("/summary").asText().equals("Synced")
                        && daemon.json("/targets/" + TARGET + "/rollouts/"
                                        + status.at("/lastRollout/id").asText())
                                .at("/cause")
                                .asText()
                                .equals("drift"));
        assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void a_queue_that_is_not_there_is_said_once_and_hinders_nothing() throws Exception {
        start("http://127.0.0.1:" + stage.ports().cloud() + "/123456789012/no-such-queue");
        awaitSucceeded(DemoWorld.GOOD);
        daemon.await(
                "it was asked for more than once",
                () -> stage.cloud().calls().of("sqs", "ReceiveMessage").size() > 2);
        assertThat(Files.readString(stage.log())
                        .lines()
                        .filter(line -> line.contains("no notifications, only polling")))
                .singleElement()
                .asString()
                .contains("no-such-queue");
    }
}
