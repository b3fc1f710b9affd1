package dev.belay.announce;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing worth telling people. It is kept in a target's root until it is delivered, so its texts are cut to a size.
 *
 * @param id the same for the same thing however often it is said, without a full stop: Standard Webhooks sign it
 * @param rollout that it is about; null: none
 * @param title on one line
 * @param text a few sentences, never a secret nor a line of a log
 * @param fields to be read at a glance, at most ten
 * @param incident that the pin names; null: none
 */
public record Announcement(
        String id,
        Kind kind,
        String target,
        @Nullable String rollout,
        Instant at,
        String title,
        String text,
        List<Field> fields,
        @Nullable String incident) {
    private static final int TITLE = 150;
    private static final int TEXT = 1_500;
    private static final int FIELDS = 10;

    /** What happened. */
    public enum Kind {
        /** A rollout has begun. */
        STARTED("started", FollowedUp.WHERE_OPEN),
        /** A rollout can't go on by itself. */
        STALLED("stalled", FollowedUp.ALWAYS),
        /** A rollout failed, and a person decides. */
        FAILED("failed", FollowedUp.ALWAYS),
        /** A rollout failed, and the last known good is put back. */
        REVERTED("reverted", FollowedUp.ALWAYS),
        /** A rollout succeeded; the soak begins. */
        RESTORED("restored", FollowedUp.WHERE_OPEN),
        /** A required check fails after the rollout succeeded. */
        DEGRADED("degraded", FollowedUp.ALWAYS),
        /** The soak is over, and all is well. */
        KNOWN_GOOD("knownGood", FollowedUp.WHERE_OPEN),
        /** Something is not as pinned, and Belay did not do it. */
        DRIFT("drift", FollowedUp.NEVER),
        /** Somebody keeps undoing what Belay does. */
        FIGHT("fight", FollowedUp.WHERE_OPEN);

        private final String word;
        private final FollowedUp followedUp;

        Kind(String word, FollowedUp followedUp) {
            this.word = word;
            this.followedUp = followedUp;
        }

        /** As messages name it. */
        public String word() {
            return word;
        }

        FollowedUp followedUp() {
            return followedUp;
        }
    }

    /** Whether a follow-up is written of it. */
    enum FollowedUp {
        ALWAYS,
        /** Only where something went wrong before it, or the pin names an incident. */
        WHERE_OPEN,
        NEVER
    }

    /** A label and what stands beside it. */
    public record Field(String label, String value) {
        private static final int LABEL = 40;
        private static final int VALUE = 300;

        public Field {
            label = Words.line(label, LABEL);
            value = Words.line(value, VALUE);
        }
    }

    public Announcement {
        title = Words.line(title, TITLE);
        text = Words.lines(text, TEXT);
        fields = List.copyOf(fields.subList(0, Math.min(FIELDS, fields.size())));
    }
}
