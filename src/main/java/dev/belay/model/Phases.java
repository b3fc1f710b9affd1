package dev.belay.model;

import dev.belay.model.Rollout.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** The times of a rollout by phase, told from its marks. What components do side by side counts once, so the phases add up. */
public final class Phases {
    /** The words of all, in their order. */
    public static final List<String> ALL = List.of("detect", "apply", "stabilise", "invalidate", "verify", "total");

    private Phases() {}

    /**
     * How long each phase took, in its order; one that was not reached is missing.
     *
     * <p>{@code detect} is an upper bound: from the last look at the records that did not show the change to the start.
     * {@code invalidate} is what invalidations took beyond the tasks. {@code total} is from start to end, without detect.
     */
    public static SequencedMap<String, Duration> of(Rollout rollout) {
        var phases = new LinkedHashMap<String, Duration>();
        Instant started = rollout.startedAt();
        Instant unnoticed = rollout.marks().get(Mark.UNNOTICED);
        Instant applied = rollout.marks().get(Mark.APPLIED);
        Instant stable = rollout.marks().get(Mark.STABLE);
        Instant invalidated = rollout.marks().get(Mark.INVALIDATED);
        put(phases, "detect", unnoticed, started);
        put(phases, "apply", started, applied);
        put(phases, "stabilise", applied, stable);
        put(phases, "invalidate", stable, invalidated);
        put(phases, "verify", invalidated, rollout.finishedAt());
        put(phases, "total", started, rollout.finishedAt());
        return Ordered.copy(phases);
    }

    private static void put(
            SequencedMap<String, Duration> phases, String phase, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !to.isBefore(from)) {
            phases.put(phase, Duration.between(from, to));
        }
    }
}
