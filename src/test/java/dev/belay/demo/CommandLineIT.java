package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ring 4: the playbook by the command line as it is installed, against the packaged daemon. */
class CommandLineIT {
    private static final String TARGET = Stage.TARGET;

    private Stage stage;
    private PackagedDaemon daemon;
    private World world;

    @TempDir
    Path scratch;

    @BeforeEach
    void start() throws InterruptedException {
        stage = Stage.set("directory", Ports.free(), 10);
        world = new World(stage.ports());
        stage.target("PT1S", "hold", "PT4S", "");
        daemon = PackagedDaemon.start(
                stage.ports(), stage.shelf().environment(), stage.log().toFile());
        daemon.awaitReady();
    }

    @AfterEach
    void stop() {
        daemon.close();
        world.close();
        stage.close();
    }

    private record Ended(int code, String out, String err) {}

    private ProcessBuilder command(String... words) {
        var line = new ArrayList<>(List.of("target/belay/bin/belay"));
        line.addAll(List.of(words));
        var builder = new ProcessBuilder(line);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CONFIG_HOME", scratch.toString());
        builder.environment()
                .put("BELAY_URL", "http://127.0.0.1:" + stage.ports().http());
        return builder;
    }

    private Ended belay(String... words) throws IOException, InterruptedException {
        Path err = Files.createTempFile(scratch, "err", "");
        Process process = command(words).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    private String done(String... words) throws IOException, InterruptedException {
        Ended ended = belay(words);
        assertThat(ended.code())
                .as(String.join(" ", words) + "\n" + ended.out() + ended.err())
                .isZero();
        return ended.out();
    }

    @Test
    void the_whole_playbook() throws Exception {
        daemon.await("there is a target", () -> belay("status", TARGET).code() == 0);
        done("status", TARGET, "--wait", "--timeout", "2m");
        daemon.await("it is known good", () -> belay("versions", TARGET).out().contains("knownGood"));

        Path watched = scratch.resolve("watched");
        Process watch =
                command("watch", TARGET).redirectOutput(watched.toFile()).start();
        try {
            assertThat(done("plan", TARGET, DemoWorld.BAD))
                    .contains("update service shop-api")
                    .contains("invalidate");
            Ended pinned =
                    belay("pin", TARGET, DemoWorld.BAD, "--reason", "release 41", "--yes", "--wait", "--timeout", "3m");
            assertThat(pinned.code()).as(pinned.out() + pinned.err()).isEqualTo(3);
            assertThat(pinned.out()).contains("Failed: check health failed").contains("Check health fails");
            Ended check = belay("status", TARGET, "--check");
            assertThat(check.code()).isEqualTo(3);
            assertThat(check.err()).contains("is Degraded: check health failed");

            String back = done("rollback", TARGET, "--reason", "INC-482", "--yes", "--wait", "--timeout", "3m");
            assertThat(back)
                    .contains(TARGET + " goes back to " + DemoWorld.GOOD)
                    .contains("Not " + DemoWorld.BAD + ": it is vetoed")
                    .contains("no task of an earlier one is left")
                    .contains("Succeeded: ");
            assertThat(world.differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
        } finally {
            watch.destroy();
            watch.waitFor(10, TimeUnit.SECONDS);
        }
        assertThat(watched).content().contains("Degraded: check health failed").contains("Soaking");

        assertThat(done("hold")).contains("rollback-" + TARGET).contains("INC-482");
        Ended frozen = belay("pin", TARGET, DemoWorld.BAD, "--reason", "again", "--yes");
        assertThat(frozen.code()).isEqualTo(5);
        assertThat(frozen.err()).contains("Held: frozen by hold rollback-" + TARGET);
        done("hold", "inc-482", "--targets", TARGET, "--reason", "INC-482", "--for", "1h");
        assertThat(belay("hold", "inc-482", "--targets", TARGET, "--reason", "INC-482")
                        .code())
                .isEqualTo(4);
        assertThat(done("release", "inc-482")).contains("Lifted inc-482 (INC-482).");
        done("release", "rollback-" + TARGET);
        assertThat(done("hold")).isEqualTo("No holds.\n");

        assertThat(belay("admit", TARGET, "--yes").code())
                .as("nothing to admit")
                .isEqualTo(4);
        done("mark", TARGET, DemoWorld.BAD, "vetoed", "--reason", "it leaks");
        assertThat(done("versions", TARGET, "-o", "wide")).contains("vetoed by loopback: it leaks");
        done("mark", TARGET, DemoWorld.BAD, "vetoed", "--remove");
        done("reconcile", TARGET);
        assertThat(done("rollouts", TARGET)).contains("Succeeded").contains("Failed");
        assertThat(done("rollouts", TARGET, "last", "-o", "markdown"))
                .contains("# ")
                .contains(TARGET);
        assertThat(done("__complete", "--", "status", "sho")).isEqualTo(TARGET + "\n");
    }

    @Test
    void the_cache_that_makes_it_quick_is_there_and_may_be_missing() throws Exception {
        assertThat(Path.of("target/belay/lib/commands.aot")).exists();
        var without = command("--version");
        // Objects laid out otherwise, as with another JVM: the cache does not fit, and nobody need know.
        without.environment().put("JDK_JAVA_OPTIONS", "-XX:ObjectAlignmentInBytes=16");
        Process process = without.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> !line.startsWith("NOTE: ")))
                .singleElement()
                .asString()
                .startsWith("belay ");
    }
}
