package dev.belay.metrics;

import dev.belay.model.Phases;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.rollout.Statuses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
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

    private final MeterRegistry registry;
    private volatile Instant since = Instant.MAX;
    private final Map<String, String> counted = new ConcurrentHashMap<>();

    RolloutMeters(MeterRegistry registry) {
        this.registry = registry;
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
        registry.counter(
                        "belay.rollouts",
                        "target",
                        last.target(),
                        "cause",
                        last.cause().name().toLowerCase(Locale.ROOT),
                        "outcome",
                        String.valueOf(
                                last.outcome() == null ? null : last.outcome().word()))
                .increment();
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
