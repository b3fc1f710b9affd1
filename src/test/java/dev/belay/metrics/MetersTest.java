package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.VirtualClock;
import dev.belay.model.Condition;
import dev.belay.model.Metadata;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.notify.Intake;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Prometheus sees. */
class MetersTest {
    private final VirtualClock clock = new VirtualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ReadinessMeters meters = new ReadinessMeters(registry);
    private final Meters all = new Meters(registry, clock);

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

    @Test
    void a_receiver_that_fails_is_counted_apart_from_what_it_took() {
        var listener = new Meters(registry, InstantSource.system()).deliveries();
        listener.tried("shop", "slack", false);
        listener.tried("shop", "slack", false);
        listener.tried("shop", "slack", true);
        assertThat(tries("failed")).isEqualTo(2);
        assertThat(tries("delivered")).isEqualTo(1);
    }

    private double tries(String outcome) {
        return registry.get("belay.message.tries")
                .tags("target", "shop", "receiver", "slack", "outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void a_condition_is_shown_with_its_reason_and_the_reason_before_is_not() {
        var targets = new TargetMeters(registry, InstantSource.system());
        targets.show(true, List.of());
        targets.changed(stalled("Fight"));
        assertThat(reasons()).containsExactly("shop Stalled Fight");
        targets.changed(stalled("BuildMissing"));
        assertThat(reasons()).containsExactly("shop Stalled BuildMissing");
        targets.removed("shop");
        assertThat(reasons()).isEmpty();
    }

    private static Status stalled(String reason) {
        var metadata = new Metadata("shop", new TreeMap<>());
        var stalled = new Condition(Condition.Type.STALLED, Condition.Truth.TRUE, reason, "why", Instant.EPOCH);
        return new Status(
                metadata,
                Summary.STALLED,
                Instant.EPOCH,
                null,
                new LinkedHashMap<>(),
                List.of(stalled),
                List.of(),
                null,
                null);
    }

    private List<String> reasons() {
        return registry.find("belay.target.condition.reason").gauges().stream()
                .map(gauge -> gauge.getId().getTag("target") + " "
                        + gauge.getId().getTag("type") + " "
                        + gauge.getId().getTag("reason"))
                .toList();
    }

    @Test
    void notifications_are_counted_by_what_they_were_about_from_zero_on() {
        var listener = all.notifications();
        assertThat(notifications("records")).isZero();
        listener.received(Intake.Kind.RECORDS);
        assertThat(notifications("records")).isOne();
        assertThat(notifications("unreadable")).isZero();
    }

    @Test
    void the_queues_last_answer_is_shown_while_messages_are_taken_and_until_then_when_that_began() {
        var listener = all.notifications();
        assertThat(lastRead()).isNaN();
        listener.begins(true);
        double begun = lastRead();
        assertThat(begun).isPositive();
        clock.advanceSeconds(60);
        listener.begins(true);
        assertThat(lastRead()).isEqualTo(begun);
        listener.answered();
        assertThat(lastRead()).isEqualTo(begun + 60);
        listener.begins(false);
        assertThat(lastRead()).isNaN();
    }

    private double lastRead() {
        return registry.get("belay.notifications.last.read.timestamp.seconds")
                .gauge()
                .value();
    }

    private double notifications(String kind) {
        return registry.get("belay.notifications").tag("kind", kind).counter().count();
    }
}
