package dev.belay.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a rollout stalled or failed.
 *
 * @param causes the most likely first; empty: nothing that was looked at explains it
 * @param unread what could not be looked at, and why, a sentence each
 */
public record Diagnosis(Instant at, List<Cause> causes, List<String> unread) {
    /**
     * One cause. Never holds a secret's value.
     *
     * @param kind one word in CamelCase: {@code ImageMissing}
     * @param component null: the target as a whole
     * @param sentence what is wrong
     * @param evidence what it is told from, a line each
     * @param advice what to do, in a sentence
     * @param log last lines of the new tasks: shown to operators only, never announced
     */
    public record Cause(
            String kind,
            @Nullable String component,
            String sentence,
            List<String> evidence,
            String advice,
            List<String> log) {
        public Cause {
            evidence = List.copyOf(evidence);
            log = List.copyOf(log);
        }
    }

    public Diagnosis {
        causes = List.copyOf(causes);
        unread = List.copyOf(unread);
    }
}
