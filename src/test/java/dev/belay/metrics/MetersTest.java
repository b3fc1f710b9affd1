package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Prometheus sees. */
class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReadinessMeters meters = new ReadinessMeters(registry);

    private Map<String, Double> ready() {
        var ready = new TreeMap<String, Double>();
        for (Gauge gauge : registry.find("belay.rollback.ready").gauges()) {
            ready.put(gauge.getId().getTag("target") + " " + gauge.getId().getTag("version"), gauge.value());
        }
        return ready;
    }

    @Test
    void a_version_that_is_no_longer_checked_is_no_longer_shown() {
        meters.show(true);
        var before = new LinkedHashMap<String, Boolean>();
        before.put("v2", true);
        before.put("v1", false);
        meters.looked("shop", before);
        meters.looked("blog", new LinkedHashMap<>(Map.of("v1", true)));
        assertThat(ready()).isEqualTo(Map.of("shop v2", 1.0, "shop v1", 0.0, "blog v1", 1.0));
        meters.looked("shop", new LinkedHashMap<>(Map.of("v2", false)));
        assertThat(ready()).isEqualTo(Map.of("shop v2", 0.0, "blog v1", 1.0));
        meters.looked("shop", new LinkedHashMap<>());
        assertThat(ready()).isEqualTo(Map.of("blog v1", 1.0));
    }

    @Test
    void a_replica_that_stands_by_shows_nothing_of_targets() {
        meters.looked("shop", new LinkedHashMap<>(Map.of("v1", true)));
        assertThat(ready()).isEmpty();
        meters.show(true);
        meters.looked("shop", new LinkedHashMap<>(Map.of("v1", true)));
        meters.show(false);
        assertThat(ready()).isEmpty();
    }
}
