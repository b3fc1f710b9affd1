package dev.belay.rollout;

import java.util.List;

/**
 * A version that could be pinned.
 *
 * @param ready whether pinning it would work now
 * @param problems why it would not, a sentence each
 */
public record KnownVersion(String version, State state, boolean ready, List<String> problems) {
    /** What is known of it. */
    public enum State {
        KNOWN_GOOD("knownGood"),
        RUNNING("running"),
        UNPROVED("unproved"),
        VETOED("vetoed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public KnownVersion {
        problems = List.copyOf(problems);
    }
}
