package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ring 4: the store is lost, and the records are made again from what runs: by the program as it is installed. */
class AdoptIT {
    private static final String TARGET = Stage.TARGET;
    private static final List<String> WRITES = List.of(
            "ecs:UpdateService",
            "ecs:RegisterTaskDefinition",
            "s3:CopyObject",
            "s3:DeleteObjects",
            "s3:DeleteObject",
            "cloudfront:CreateInvalidation");

    private Stage stage;
    private PackagedDaemon daemon;

    @TempDir
    Path scratch;

    @BeforeEach
    void start() throws InterruptedException, IOException {
        stage = Stage.set("directory", Ports.free(), 10);
        Path store = Path.of(stage.shelf().environment().get("BELAY_STORE_DIRECTORY_PATH"));
        for (RecordKind kind : RecordKind.values()) {
            empty(store.resolve(kind.folder()));
        }
        daemon = PackagedDaemon.start(stage.ports(), stage.brisk(), stage.log().toFile());
        daemon.awaitReady();
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder).sorted(Comparator.reverseOrder())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @AfterEach
    void stop() {
        daemon.close();
        stage.close();
    }

    private String belay(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("target/belay/bin/belay"));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CONFIG_HOME", scratch.toString());
        builder.environment()
                .put("BELAY_URL", "http://127.0.0.1:" + stage.ports().http());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", words) + "\n" + said).isZero();
        return said;
    }

    @Test
    void what_adopt_prints_is_valid_and_plans_to_nothing() throws Exception {
        String records = scratch.resolve("records").toString();
        belay(
                "adopt",
                TARGET,
                "--cluster",
                DemoWorld.CLUSTER,
                "--service",
                DemoWorld.SERVICE,
                "--bucket",
                DemoWorld.BUCKET,
                "--build",
                "s3://" + DemoWorld.BUILDS + "/dist-prod-{version}/",
                "--distribution",
                DemoWorld.DISTRIBUTION,
                "--to",
                records);
        belay("validate", records);
        stage.cloud().calls().clear();
        belay("publish", records, "--by", "alice", "--reason", "the store was lost", "--yes");
        daemon.await(
                "there is a target",
                () -> daemon.get(daemon.api("/targets/" + TARGET)).statusCode() == 200);
        belay("status", TARGET, "--wait", "--timeout", "2m");
        assertThat(belay("plan", TARGET))
                .contains("api  nothing to do: service shop-api is on shop-api:1")
                .contains("web  nothing to do")
                .doesNotContain("update service", "copy ", "invalidate ");
        assertThat(belay("status", TARGET)).contains(DemoWorld.GOOD, "shop-api:1");
        assertThat(stage.cloud().calls().counts()).doesNotContainKeys(WRITES.toArray(String[]::new));
    }
}
