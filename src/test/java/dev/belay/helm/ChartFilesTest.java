package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard reach the cluster as they stand in their files: what looks like a template in them is Prometheus's. */
class ChartFilesTest {
    private static final String ON =
            "metrics: {prometheusRule: {enabled: true}, dashboard: {enabled: true, labels: {grafana_dashboard: '1'}}}";

    @Test
    void the_alerts_are_those_of_the_file() {
        assertThat(groups(ON))
                .isEqualTo(((Map<?, ?>) StrictKubernetes.document(Chart.read("files/alerts.yaml"))).get("groups"));
    }

    @Test
    void labels_are_added_to_each_alert_and_its_own_stay() {
        var alerts = alerts(ON, "metrics: {prometheusRule: {alertLabels: {team: platform}}}");
        assertThat(alerts)
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(labels(alert)).containsEntry("team", "platform"));
        var before = alerts(ON);
        for (int i = 0; i < before.size(); i++) {
            assertThat(labels(alerts.get(i))).containsAllEntriesOf(labels(before.get(i)));
        }
    }

    @Test
    void runbooks_may_be_elsewhere() {
        var alerts = alerts(ON, "metrics: {prometheusRule: {runbookUrl: 'https://wiki.example/belay/'}}");
        assertThat(alerts)
                .extracting(alert -> ((Map<?, ?>) alert.get("annotations")).get("runbook_url"))
                .filteredOn(url -> url != null)
                .isNotEmpty()
                .allSatisfy(url -> assertThat(String.valueOf(url)).matches("https://wiki\\.example/belay/[^/]+"));
    }

    @Test
    void the_dashboard_is_the_file() {
        var maps = Rendered.of(Chart.example("minimal-s3"), ON).all(ConfigMap.class);
        assertThat(maps)
                .filteredOn(map -> map.getMetadata().getLabels().containsKey("grafana_dashboard"))
                .singleElement()
                .satisfies(map -> assertThat(map.getData().get("belay.json").strip())
                        .isEqualTo(Chart.read("files/dashboard.json").strip()));
    }

    private static Object groups(String... values) {
        String[] all = Stream.concat(Stream.of(Chart.example("minimal-s3")), Stream.of(values))
                .toArray(String[]::new);
        return StrictKubernetes.documents(Chart.render(all))
                .map(document -> (Map<?, ?>) document)
                .filter(document -> "PrometheusRule".equals(document.get("kind")))
                .map(rule -> ((Map<?, ?>) rule.get("spec")).get("groups"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts(String... values) {
        var alerts = new ArrayList<Map<String, Object>>();
        for (var group : (List<Map<String, Object>>) groups(values)) {
            for (var rule : (List<Map<String, Object>>) group.get("rules")) {
                if (rule.containsKey("alert")) {
                    alerts.add(rule);
                }
            }
        }
        return alerts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(Map<String, Object> alert) {
        return (Map<String, Object>) alert.getOrDefault("labels", Map.of());
    }
}
