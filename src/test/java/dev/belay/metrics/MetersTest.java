package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Prometheus sees. */
class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry, InstantSource.system());

    private Map<String, Double> ready() {
        var ready = new TreeMap<String, Double>();
        for (Gauge gauge : registry.find("belay.rollback.ready").gauges()) {
            ready.put(gauge.getId().getTag("target") + " " + gauge.getId().getTag("version"), gauge.value());
        }
        return ready;
    }

    @Test
    void a_version_that_is_no_longer_checked_is_no_longer_shown() {
        var listener = meters.readiness();
        var before = new LinkedHashMap<String, Boolean>();
        before.put("v2", true);
        before.put("v1", false);
        listener.looked("shop", before);
        listener.looked("blog", new LinkedHashMap<>(Map.of("v1", true)));
        assertThat(ready()).isEqualTo(Map.of("shop v2", 1.0, "shop v1", 0.0, "blog v1", 1.0));
        listener.looked("shop", new LinkedHashMap<>(Map.of("v2", false)));
        assertThat(ready()).isEqualTo(Map.of("shop v2", 0.0, "blog v1", 1.0));
        listener.looked("shop", new LinkedHashMap<>());
        assertThat(ready()).isEqualTo(Map.of("blog v1", 1.0));
    }
}
