package dev.belay.metrics;

import dev.belay.aws.CallListener;
import dev.belay.model.RecordKind;
import dev.belay.notify.Intake;
import dev.belay.reconcile.Loop;
import dev.belay.reconcile.WorkQueue;
import dev.belay.rollout.DeliveryListener;
import dev.belay.rollout.Reconciler;
import dev.belay.rollout.Records;
import dev.belay.rollout.StoreHealth;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All meters of the contract, and few besides. Times are in seconds. */
public final class Meters {
    private static final Duration[] PASSES = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final CollectorRegistry scraped;
    private final InstantSource clock;

    /**
     * Registers nothing yet.
     *
     * @param scraped for what is as many as there are targets
     */
    public Meters(MeterRegistry registry, CollectorRegistry scraped, InstantSource clock) {
        this.registry = registry;
        this.scraped = scraped;
        this.clock = clock;
    }

    /** Counts AWS requests, every attempt. */
    public CallListener calls() {
        return (service, operation, result, duration) -> registry.counter(
                        "belay.aws.requests", "service", service, "operation", operation, "outcome", result.word())
                .increment();
    }

    /** Counts and times passes, and how long their keys had waited. */
    public Loop.Listener passes() {
        Timer duration = histogram("belay.reconcile.duration");
        Timer latency = histogram("belay.workqueue.latency");
        return (item, outcome, took) -> {
            registry.counter("belay.reconcile", "outcome", outcome.word()).increment();
            duration.record(took);
            latency.record(item.latency());
        };
    }

    private Timer histogram(String name) {
        return Timer.builder(name).serviceLevelObjectives(PASSES).register(registry);
    }

    /** Counts tries to deliver messages. */
    DeliveryListener deliveries() {
        return (target, receiver, delivered) -> registry.counter(
                        "belay.message.tries",
                        "target",
                        target,
                        "receiver",
                        receiver,
                        "outcome",
                        delivered ? "delivered" : "failed")
                .increment();
    }

    /** Counts notifications, and shows when the queue last answered. */
    public Intake.Listener notifications() {
        var counters = new EnumMap<Intake.Kind, Counter>(Intake.Kind.class);
        for (Intake.Kind kind : Intake.Kind.values()) {
            counters.put(
                    kind,
                    registry.counter("belay.notifications", "kind", kind.name().toLowerCase(Locale.ROOT)));
        }
        var answeredAt = new AtomicReference<@Nullable Instant>();
        gauge("belay.notifications.last.read.timestamp.seconds", answeredAt, at -> timestamp(at.get()));
        return new Intake.Listener() {
            @Override
            public void begins(boolean takes) {
                // A replica that stands by is not late; one that never got an answer is, counted from its beginning.
                answeredAt.updateAndGet(at -> !takes ? null : at == null ? clock.instant() : at);
            }

            @Override
            public void answered() {
                answeredAt.set(clock.instant());
            }

            @Override
            public void received(Intake.Kind kind) {
                Objects.requireNonNull(counters.get(kind)).increment();
            }
        };
    }

    /** What is said of targets, by the replica that acts alone: of several that say the same, one would be late. */
    public void watch(Reconciler reconciler) {
        Gauge.builder("belay.leader", () -> reconciler.acts() ? 1 : 0).register(registry);
        var acting = new AtomicBoolean();
        var rollouts = new RolloutMeters(registry, scraped);
        var readiness = new ReadinessMeters();
        new TargetMeters(() -> acting.get() ? reconciler.statuses().all() : List.of(), clock).register(scraped);
        readiness.register(scraped);
        reconciler.statuses().listen(rollouts);
        reconciler.listen(readiness);
        reconciler.listen(deliveries());
        reconciler.listenToRole(acts -> {
            acting.set(acts);
            rollouts.countSince(acts ? clock.instant() : Instant.MAX);
            readiness.show(acts);
        });
        watch(reconciler.records(), reconciler.storeHealth());
    }

    /** The queue of targets. */
    public void watch(WorkQueue queue) {
        gauge("belay.workqueue.depth", queue, q -> q.stats().depth());
        gauge(
                "belay.workqueue.unfinished.work.seconds",
                queue,
                q -> seconds(q.stats().unfinishedWork()));
        gauge(
                "belay.workqueue.longest.running.seconds",
                queue,
                q -> seconds(q.stats().longestRunning()));
        FunctionCounter.builder("belay.workqueue.adds", queue, q -> q.stats().adds())
                .register(registry);
        FunctionCounter.builder("belay.workqueue.retries", queue, q -> q.stats().retries())
                .register(registry);
    }

    /** The records, and whether they can be read. */
    private void watch(Records records, StoreHealth health) {
        gauge("belay.store.last.read.timestamp.seconds", health, h -> timestamp(h.readAt()));
        scraped.register(Scraped.gauge(
                "belay_record_invalid", "Whether a record is invalid", List.of("kind", "name"), teller -> {
                    Catalog catalog = records.catalog();
                    catalog.targets().values().forEach(entry -> tell(RecordKind.TARGET, entry, teller));
                    catalog.pins().values().forEach(entry -> tell(RecordKind.PIN, entry, teller));
                    catalog.holds().values().forEach(entry -> tell(RecordKind.HOLD, entry, teller));
                }));
    }

    private static void tell(RecordKind kind, Entry<?> entry, Scraped.Teller teller) {
        teller.tell(entry.problems().isEmpty() ? 0 : 1, kind.word(), entry.name());
    }

    private <T> void gauge(String name, T object, ToDoubleFunction<T> value) {
        Gauge.builder(name, object, value).strongReference(true).register(registry);
    }

    private static double timestamp(@Nullable Instant at) {
        return at == null ? Double.NaN : at.toEpochMilli() / 1000.0;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
