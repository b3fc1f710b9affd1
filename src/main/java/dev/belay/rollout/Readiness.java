package dev.belay.rollout;

import dev.belay.model.Condition.Truth;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What rollbacks would meet now, as it was looked into last.
 *
 * @param versions what speaks against a rollback to each of the last known-good combinations, newest first; nothing: it is ready
 */
record Readiness(Instant at, SequencedMap<String, List<String>> versions) {
    Readiness {
        versions = dev.belay.model.Ordered.copy(versions);
    }

    static final Readiness NOTHING = new Readiness(Instant.EPOCH, new LinkedHashMap<>());

    /** By version, whether a rollback to it would work. */
    SequencedMap<String, Boolean> ready() {
        var ready = new LinkedHashMap<String, Boolean>();
        versions.forEach((version, problems) -> ready.put(version, problems.isEmpty()));
        return ready;
    }

    /** Whether a rollback to a version would work; null: it was not looked into. */
    @Nullable
    Boolean ready(String version) {
        List<String> problems = versions.get(version);
        return problems == null ? null : problems.isEmpty();
    }

    private @Nullable String best(String current) {
        return versions.entrySet().stream()
                .filter(version ->
                        version.getValue().isEmpty() && !version.getKey().equals(current))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** What the condition says, for a target that runs {@code current}. */
    Said said(String current) {
        String best = best(current);
        if (best != null) {
            return new Said(Truth.TRUE, "Ready", "a rollback to " + best + " would work now");
        }
        var others = versions.sequencedEntrySet().stream()
                .filter(version -> !version.getKey().equals(current))
                .map(version -> version.getKey() + ": " + String.join("; ", version.getValue()))
                .toList();
        return others.isEmpty()
                ? new Said(Truth.FALSE, "NothingKnownGood", "nothing else is known good yet")
                : new Said(Truth.FALSE, "NotReady", String.join(" | ", others));
    }

    /** A condition without its type. */
    record Said(Truth truth, String reason, String words) {}
}
