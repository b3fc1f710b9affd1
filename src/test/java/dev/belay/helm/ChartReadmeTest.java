package dev.belay.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of values that people read is complete, and its defaults are the chart's. */
class ChartReadmeTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| `([^`]*)` \\|.*\\|$");

    /** Where the table stops: the value is Kubernetes's own, or a map of people's names. */
    private static final List<String> WHOLE = List.of(
            "persistence.annotations",
            "networkPolicy.metricsFrom",
            "resources",
            "probes.startup",
            "probes.liveness",
            "probes.readiness",
            "podSecurityContext",
            "securityContext",
            "metrics.dashboard.labels");

    @Test
    void every_value_has_a_row_with_its_default_and_every_row_a_value() {
        var values = new LinkedHashMap<String, Object>();
        leaves("", StrictKubernetes.document(Chart.read("values.yaml")), values);
        var rows = new LinkedHashMap<String, Object>();
        ROW.matcher(Chart.read("README.md"))
                .results()
                .forEach(row -> rows.put(row.group(1), StrictKubernetes.document(row.group(2))));
        assertThat(rows).containsExactlyEntriesOf(values);
    }

    private static void leaves(String path, Object value, Map<String, Object> into) {
        if (value instanceof Map<?, ?> map && !map.isEmpty() && !WHOLE.contains(path)) {
            map.forEach((key, below) -> leaves(path.isEmpty() ? key.toString() : path + "." + key, below, into));
            return;
        }
        into.put(path, value);
    }

    @Test
    void every_example_is_named() {
        Stream<String> named = Chart.examples().stream().map(example -> "examples/" + example + ".yaml");
        assertThat(Chart.read("README.md")).contains(named.toList());
    }
}
