package dev.belay.rollout;

import dev.belay.model.ComponentReport;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What neither comes forward nor ends is said to be Stalled after a while, so that it is looked into and people hear of it. It
 * goes on as before: a passing fault is tried again, an invalidation waited for. Kept in memory: after a restart it takes that
 * while again.
 */
final class Patience {
    private static final Duration WITH_FAULTS = Duration.ofMinutes(1);

    /** CloudFront is mostly done within a few minutes, and gives no promise. */
    private static final Duration WITH_INVALIDATIONS = Duration.ofMinutes(10);

    private final Map<String, Map<String, Waiting>> waiting = new ConcurrentHashMap<>();

    /** What is waited for, and since when. */
    private record Waiting(String reason, Instant since) {}

    /** The reports as people are to see them. */
    SequencedMap<String, ComponentReport> shown(
            String target, SequencedMap<String, ComponentReport> reports, Instant now) {
        Map<String, Waiting> known = waiting.getOrDefault(target, Map.of());
        var waits = new LinkedHashMap<String, Waiting>();
        var shown = new LinkedHashMap<String, ComponentReport>();
        reports.forEach((component, report) -> {
            Standing.Stalled after = after(report.standing());
            Waiting before = known.get(component);
            if (after != null) {
                boolean goesOn = before != null && before.reason().equals(after.reason());
                waits.put(component, goesOn ? before : new Waiting(after.reason(), now));
            }
            Waiting since = waits.get(component);
            boolean over = since != null && !now.isBefore(since.since().plus(patience(report.standing())));
            shown.put(component, over && after != null ? report.standing(after) : report);
        });
        waiting.put(target, waits);
        return shown;
    }

    void forget(String target) {
        waiting.remove(target);
    }

    /** What it is said to be once it has lasted too long; null: it may last. */
    private static Standing.@Nullable Stalled after(Standing standing) {
        return switch (standing) {
            case Standing.Hindered(var failure) -> new Standing.Stalled("PassingFault", failure.message());
            case Standing.Moving(var stage, var progress, var again) ->
                stage == Standing.Stage.INVALIDATE
                        ? new Standing.Stalled("InvalidationStuck", progress + " for too long")
                        : null;
            case Standing.Synced synced -> null;
            case Standing.Differs differs -> null;
            case Standing.Stalled stalled -> null;
            case Standing.Ended ended -> null;
            case Standing.Unknown unknown -> null;
        };
    }

    private static Duration patience(Standing standing) {
        return standing instanceof Standing.Moving ? WITH_INVALIDATIONS : WITH_FAULTS;
    }
}
