package dev.belay.model;

import java.time.Instant;

/**
 * One aspect of a target's state.
 *
 * @param reason one word in CamelCase
 * @param lastTransitionTime when {@code status} last changed
 */
public record Condition(Type type, Truth status, String reason, String message, Instant lastTransitionTime) {
    /** The aspects, as the contract names them. */
    public enum Type {
        SYNCED("Synced"),
        HEALTHY("Healthy"),
        VERIFIED("Verified"),
        KNOWN_GOOD("KnownGood"),
        HELD("Held"),
        STALLED("Stalled"),
        /** To roll back. */
        READY("Ready");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** What can't be read is UNKNOWN, never TRUE. */
    public enum Truth {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String word;

        Truth(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
