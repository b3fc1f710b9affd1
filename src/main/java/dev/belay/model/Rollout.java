package dev.belay.model;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One move of a target and its evidence. A to B to A are three rollouts.
 *
 * @param id sortable by time, unique
 * @param reason the pin's words, or what drifted
 * @param from what each component ran before; a component that could not be told is missing
 * @param to what each component moves to; resolved names once they are known
 * @param marks when which part of the way was behind all components, for the times by phase
 * @param evidence AWS ids of what was done, component and word to id
 * @param incident what the pin says it belongs to; null: nothing
 * @param diagnosis why it stalled or failed; null: it did not, or that is not known yet
 * @param told who was told of it
 * @param outcome null while it runs
 * @param message how it ended, in a sentence; null while it runs
 */
public record Rollout(
        String id,
        String target,
        Cause cause,
        @Nullable String reason,
        @Nullable String by,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Phase phase,
        SortedMap<String, String> from,
        SortedMap<String, String> to,
        SortedMap<Mark, Instant> marks,
        List<Step> timeline,
        SortedMap<String, String> evidence,
        List<CheckResult> checks,
        Pin.@Nullable Incident incident,
        @Nullable Diagnosis diagnosis,
        List<Told> told,
        @Nullable Outcome outcome,
        @Nullable String message) {
    /** What a rollout answers to. */
    public enum Cause {
        PIN,
        DRIFT,
        REVERT,
        FORCE
    }

    /** What a rollout is busy with. */
    public enum Phase {
        APPLY,
        VERIFY,
        DONE
    }

    /** What a rollout leaves behind on its way. */
    public enum Mark {
        /** The last look at the records that did not show the change yet: an upper bound of how long it went unnoticed. */
        UNNOTICED,
        /** All writes were made. */
        APPLIED,
        /** Nothing but the new tasks is left. */
        STABLE,
        /** The caches let go of the old. */
        INVALIDATED
    }

    /** How a rollout ended. */
    public enum Outcome {
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        ROLLED_BACK_BY_ECS("RolledBackByEcs"),
        SUPERSEDED("Superseded"),
        REVERTED("Reverted");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * Something that happened.
     *
     * @param component null: the target as a whole
     */
    public record Step(Instant at, @Nullable String component, String what) {}

    /**
     * Somebody was told, or could not be.
     *
     * @param receiver who, without secrets: {@code slack}, {@code webhook hooks.shop.example}, an SNS topic's name, {@code github}
     * @param what kind of announcement
     * @param message its id
     * @param answer what came back, in words: where an issue is, or why it was given up
     */
    public record Told(Instant at, String receiver, String what, String message, boolean delivered, String answer) {}

    public Rollout {
        from = Ordered.sorted(from);
        to = Ordered.sorted(to);
        marks = Ordered.sorted(marks);
        timeline = List.copyOf(timeline);
        evidence = Ordered.sorted(evidence);
        checks = List.copyOf(checks);
        told = List.copyOf(told);
    }

    public boolean finished() {
        return outcome != null;
    }
}
