package dev.belay.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.metrics.PromQl;
import dev.belay.metrics.Shipped;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Prometheus and those who collect logs get of the packaged daemon, through a version that fails and is reverted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchedDaemonIT {
    /** Labels that Prometheus adds. */
    private static final Set<String> ADDED = Set.of("namespace", "job", "instance");

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Stage stage = Stage.set("directory", Ports.free(), 10);
    private final Receivers receivers = new Receivers(stage, message -> {});
    private PackagedDaemon daemon;

    @AfterAll
    void stop() {
        if (daemon != null) {
            daemon.close();
        }
        receivers.close();
        stage.close();
    }

    /** One version is known good, the next failed and was reverted, and people were told. */
    @BeforeAll
    void live() throws InterruptedException {
        stage.target("PT1S", "revert", "PT4S", receivers.lines());
        var environment = stage.brisk();
        environment.putAll(Tokens.ENVIRONMENT);
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true");
        daemon = PackagedDaemon.start(stage.ports(), environment, stage.log().toFile());
        daemon.awaitReady();
        awaitKnownGood("pin");
        stage.pin("{version: \"" + DemoWorld.BAD + "\"}");
        awaitKnownGood("revert");
    }

    private void awaitKnownGood(String cause) throws InterruptedException {
        daemon.awaitStatus(Stage.TARGET, "known good after " + cause, status -> {
            boolean good = false;
            for (JsonNode condition : status.at("/conditions")) {
                good |= condition.at("/type").asText().equals("KnownGood")
                        && condition.at("/status").asText().equals("True");
            }
            String last = status.at("/lastRollout/id").asText();
            return good
                    && daemon.json("/targets/" + Stage.TARGET + "/rollouts/" + last)
                            .at("/cause")
                            .asText()
                            .equals(cause);
        });
    }

    /** By metric, the labels of each of its series. */
    private Map<String, List<Map<String, String>>> exported() throws Exception {
        var series = new TreeMap<String, List<Map<String, String>>>();
        daemon.metrics().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var sample = SAMPLE.matcher(line);
            assertThat(sample.matches()).as(line).isTrue();
            var labels = new TreeMap<String, String>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            series.computeIfAbsent(sample.group(1), name -> new ArrayList<>()).add(labels);
        });
        return series;
    }

    @Test
    void every_query_of_the_alerts_and_of_the_dashboard_names_metrics_and_labels_that_it_exports() throws Exception {
        daemon.await("people were told", () -> daemon.metrics().contains("belay_message_tries_total"));
        var exported = exported();
        assertThat(Shipped.queries()).isNotEmpty();
        for (PromQl query : Shipped.queries()) {
            var known = new TreeSet<>(ADDED);
            for (PromQl.Selector selector : query.selectors()) {
                assertThat(exported.keySet()).as(query.text()).contains(selector.metric());
                var series = exported.get(selector.metric());
                series.forEach(labels -> known.addAll(labels.keySet()));
                assertThat(known).as(query.text()).containsAll(selector.labels());
                if (selector.metric().equals("belay_target_condition")) {
                    assertThat(series)
                            .as(query.text())
                            .anyMatch(labels -> labels.entrySet()
                                    .containsAll(selector.exactly().entrySet()));
                }
            }
            assertThat(known).as(query.text()).containsAll(query.grouping());
        }
    }

    @Test
    void as_json_each_line_is_an_object_and_the_steps_of_a_rollout_name_it() throws Exception {
        String log = Files.readString(stage.log());
        List<JsonNode> lines = log.substring(0, log.lastIndexOf('\n'))
                .lines()
                .map(Receivers::json)
                .toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.at("/message").asText()).isNotBlank();
            assertThat(line.at("/level").asText()).isNotBlank();
        });
        var steps = lines.stream()
                .filter(line -> line.at("/message").asText().endsWith("]")
                        && line.at("/loggerName").asText().equals("belay"))
                .toList();
        assertThat(steps).isNotEmpty().allSatisfy(line -> {
            assertThat(line.at("/mdc/target").asText()).isEqualTo(Stage.TARGET);
            assertThat(line.at("/message").asText())
                    .endsWith("[" + line.at("/mdc/rollout").asText() + "]");
        });
    }
}
