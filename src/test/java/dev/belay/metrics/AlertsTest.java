package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts fire when they should, stay silent when they should not, and say where to read on. */
class AlertsTest {
    private static final Path RUNBOOKS = Path.of("docs/runbooks");
    private static final String BASE = "https://github.com/belay-dev/belay/blob/main/docs/runbooks/";

    private static List<String> names() throws IOException {
        return Shipped.alerts().stream()
                .map(alert -> alert.at("/alert").asText())
                .toList();
    }

    private static Promtool promtool() {
        var found = Promtool.find();
        assumeTrue(found.isPresent(), "promtool is not on the PATH: it comes with Prometheus");
        return found.orElseThrow();
    }

    @Test
    void prometheus_takes_the_rules() throws Exception {
        Promtool.Said said = promtool().run("check", "rules", Shipped.ALERTS.toString());
        assertThat(said.code()).as(said.words()).isZero();
        assertThat(said.words()).contains(names().size() + " rules found");
    }

    @Test
    void alerts_fire_and_stay_silent_as_their_cases_say() throws Exception {
        Promtool.Said said = promtool().run("test", "rules", Shipped.ALERT_TESTS.toString());
        assertThat(said.code()).as(said.words()).isZero();
    }

    /** A case says all that fires, so in one where others fire, or nothing does, an alert stays silent. */
    @Test
    void each_alert_has_a_case_in_which_it_fires_and_its_metric_has_one_in_which_it_does_not() throws Exception {
        var fires = new TreeSet<String>();
        var silent = new TreeSet<String>();
        for (JsonNode test : Shipped.yaml(Shipped.ALERT_TESTS).at("/tests")) {
            var fired = new TreeSet<String>();
            for (String labels : test.findValuesAsText("labels")) {
                fired.addAll(named(labels));
            }
            fires.addAll(fired);
            String series = test.at("/input_series").toString();
            for (JsonNode alert : Shipped.alerts()) {
                boolean fed = new PromQl(alert.at("/expr").asText())
                        .selectors().stream().allMatch(selector -> series.contains(selector.metric()));
                if (fed && !fired.contains(alert.at("/alert").asText())) {
                    silent.add(alert.at("/alert").asText());
                }
            }
        }
        assertThat(fires).containsExactlyInAnyOrderElementsOf(names());
        assertThat(silent).containsExactlyInAnyOrderElementsOf(names());
    }

    private static List<String> named(String labels) throws IOException {
        return names().stream()
                .filter(name -> labels.contains("alertname=\"" + name + "\""))
                .toList();
    }

    @Test
    void each_alert_has_a_runbook_and_each_runbook_an_alert() throws Exception {
        for (JsonNode alert : Shipped.alerts()) {
            assertThat(alert.at("/annotations/runbook_url").asText())
                    .isEqualTo(BASE + alert.at("/alert").asText() + ".md");
        }
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(names().stream(), Stream.of("README")).toList());
        }
        for (String name : names()) {
            assertThat(Files.readString(RUNBOOKS.resolve("README.md"))).contains("[" + name + "](" + name + ".md)");
            assertThat(Files.readString(RUNBOOKS.resolve(name + ".md")))
                    .startsWith("# " + name + "\n")
                    .contains("**What it means.**", "**What users feel.**", "**How to look.**")
                    .contains("**What to do.**", "**When to leave it.**");
        }
    }

    @Test
    void each_alert_says_how_urgent_it_is_and_what_is_wrong() throws Exception {
        for (JsonNode alert : Shipped.alerts()) {
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
        }
    }
}
