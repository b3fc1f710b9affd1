package dev.belay.metrics;

import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Status;
import dev.belay.rollout.Statuses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts rollouts that finished while this daemon ran, and the times of those that succeeded, by phase. */
final class RolloutMeters implements Statuses.Listener {
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30),
        Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofMinutes(10),
        Duration.ofMinutes(30)
    };

    private final MeterRegistry registry;
    private final Instant started;
    private final Map<String, String> counted = new ConcurrentHashMap<>();

    RolloutMeters(MeterRegistry registry, Instant started) {
        this.registry = registry;
        this.started = started;
    }

    @Override
    public void changed(Status status) {
        Rollout last = status.lastRollout();
        if (last == null
                || last.finishedAt() == null
                || last.finishedAt().isBefore(started)
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
            times(last, last.finishedAt());
        }
    }

    private void times(Rollout rollout, Instant finished) {
        Map<Mark, Instant> marks = rollout.marks();
        phase("detect", marks.get(Mark.UNNOTICED), rollout.startedAt());
        phase("apply", rollout.startedAt(), marks.get(Mark.APPLIED));
        phase("stabilise", marks.get(Mark.APPLIED), marks.get(Mark.STABLE));
        phase("invalidate", marks.get(Mark.STABLE), marks.get(Mark.INVALIDATED));
        phase("verify", marks.get(Mark.INVALIDATED), finished);
        phase("total", rollout.startedAt(), finished);
    }

    private void phase(String phase, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !to.isBefore(from)) {
            Timer.builder("belay.rollout.duration")
                    .tag("phase", phase)
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(Duration.between(from, to));
        }
    }

    @Override
    public void removed(String target) {
        counted.remove(target);
    }
}
