package dev.belay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.VirtualClock;
import dev.belay.model.Condition;
import dev.belay.model.Metadata;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import dev.belay.notify.Intake;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Prometheus sees. */
class MetersTest {
    private final VirtualClock clock = new VirtualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CollectorRegistry scraped = new CollectorRegistry(true);
    private final ReadinessMeters meters = new ReadinessMeters();
    private final Meters all = new Meters(registry, scraped, clock);

    @BeforeEach
    void register() {
        meters.register(scraped);
    }

    /** Values by labels. */
    private Map<String, Double> samples(String name) {
        var samples = new TreeMap<String, Double>();
        Collections.list(scraped.filteredMetricFamilySamples(Set.of(name)))
                .forEach(family -> family.samples.forEach(
                        sample -> samples.put(String.join(" ", sample.labelValues), sample.value)));
        return samples;
    }

    private Map<String, Double> ready() {
        return samples("belay_rollback_ready");
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
        var listener = new Meters(registry, scraped, InstantSource.system()).deliveries();
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
        var said = new ArrayList<Status>();
        new TargetMeters(() -> said, InstantSource.system()).register(scraped);
        said.add(stalled("Fight"));
        assertThat(samples("belay_target_condition_reason")).containsOnlyKeys("shop Stalled Fight");
        said.set(0, stalled("BuildMissing"));
        assertThat(samples("belay_target_condition_reason")).containsOnlyKeys("shop Stalled BuildMissing");
        assertThat(samples("belay_target_condition"))
                .isEqualTo(Map.of("shop Stalled True", 1.0, "shop Stalled False", 0.0, "shop Stalled Unknown", 0.0));
        said.clear();
        assertThat(samples("belay_target_condition_reason")).isEmpty();
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

    @Test
    void a_rollout_that_finished_while_this_replica_acts_is_counted_once() {
        var rollouts = new RolloutMeters(registry, scraped);
        rollouts.changed(finished("1", Instant.EPOCH));
        assertThat(samples("belay_rollouts_total")).isEmpty();
        rollouts.countSince(Instant.EPOCH);
        rollouts.changed(finished("2", Instant.EPOCH));
        rollouts.changed(finished("2", Instant.EPOCH));
        assertThat(samples("belay_rollouts_total")).isEqualTo(Map.of("shop pin Succeeded", 1.0));
        rollouts.changed(finished("3", Instant.EPOCH));
        assertThat(samples("belay_rollouts_total")).isEqualTo(Map.of("shop pin Succeeded", 2.0));
    }

    private static Status finished(String id, Instant at) {
        Status status = stalled("");
        return new Status(
                status.metadata(),
                status.summary(),
                at,
                null,
                status.components(),
                status.conditions(),
                List.of(),
                null,
                rollout(id, at));
    }

    private static Rollout rollout(String id, Instant at) {
        return new Rollout(
                id,
                "shop",
                Rollout.Cause.PIN,
                null,
                null,
                at,
                at,
                Rollout.Phase.DONE,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                null,
                null,
                List.of(),
                Rollout.Outcome.SUCCEEDED,
                null);
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
