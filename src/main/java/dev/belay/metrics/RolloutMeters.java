package dev.belay.metrics;

import dev.belay.model.Phases;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.rollout.Statuses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.client.CollectorRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts rollouts that finished while this daemon acted, and the times of those that succeeded, by phase. */
final class RolloutMeters implements Statuses.Listener {
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30),
        Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10),
        Duration.ofMinutes(30)
    };

    /** What finished of one target in one way. */
    private record Kind(String target, String cause, String outcome) {}

    private final MeterRegistry registry;
    private final Map<Kind, Integer> finished = new ConcurrentHashMap<>();
    private volatile Instant since = Instant.MAX;
    private final Map<String, String> counted = new ConcurrentHashMap<>();

    RolloutMeters(MeterRegistry registry, CollectorRegistry scraped) {
        this.registry = registry;
        scraped.register(Scraped.counter(
                "belay_rollouts_total",
                "Rollouts that finished",
                List.of("target", "cause", "outcome"),
                teller -> finished.forEach(
                        (kind, times) -> teller.tell(times, kind.target(), kind.cause(), kind.outcome()))));
        // From nothing on, so that the first rollout is seen to be one more.
        Phases.ALL.forEach(this::timer);
    }

    /** What finished before is another replica's to count, or an earlier life's. */
    void countSince(Instant from) {
        since = from;
    }

    @Override
    public void changed(Status status) {
        Rollout last = status.lastRollout();
        if (last == null
                || last.finishedAt() == null
                || last.finishedAt().isBefore(since)
                || last.id().equals(counted.put(status.name(), last.id()))) {
            return;
        }
        var kind = new Kind(
                last.target(),
                last.cause().name().toLowerCase(Locale.ROOT),
                String.valueOf(last.outcome() == null ? null : last.outcome().word()));
        finished.merge(kind, 1, Integer::sum);
        if (last.outcome() == Rollout.Outcome.SUCCEEDED) {
            times(last);
        }
    }

    private void times(Rollout rollout) {
        Phases.of(rollout).forEach((phase, took) -> timer(phase).record(took));
    }

    private Timer timer(String phase) {
        return Timer.builder("belay.rollout.duration")
                .tag("phase", phase)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void removed(String target) {
        counted.remove(target);
    }
}
