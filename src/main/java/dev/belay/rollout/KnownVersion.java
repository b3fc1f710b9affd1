package dev.belay.rollout;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that could be pinned.
 *
 * @param ready whether pinning it would work now
 * @param problems why it would not, a sentence each
 * @param since when it was wholly live the last time; null: it never was, or before Belay looked
 * @param until null: it is what ran last, or it never ran
 * @param end how it ended, in words
 * @param knownGoodAt when it was last proved; null: that was not seen
 * @param word null: nobody said anything
 */
public record KnownVersion(
        String version,
        State state,
        boolean ready,
        List<String> problems,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String end,
        @Nullable Instant knownGoodAt,
        @Nullable Word word) {
    /** What a person said of it, who and why. */
    public record Word(
            VersionMark mark, String by, @Nullable String reason, Instant at) {}

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
