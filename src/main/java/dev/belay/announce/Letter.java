package dev.belay.announce;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An announcement on its way to one recipient.
 *
 * @param id unique within the outbox
 * @param due when it may be tried; while it is claimed: when that claim is over
 * @param claimed whether somebody may be sending it
 * @param tries how often it was claimed
 * @param refusals how often in a row it was refused: such a letter holds no other up
 * @param trouble why the last try failed, without secrets; null: none failed
 */
public record Letter(
        String id,
        Announcement announcement,
        Recipient to,
        Instant due,
        boolean claimed,
        int tries,
        int refusals,
        @Nullable String trouble) {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

    static Letter of(Announcement announcement, Recipient to, String mark) {
        return new Letter(announcement.id() + "/" + mark, announcement, to, announcement.at(), false, 0, 0, null);
    }

    /** For people. */
    public String receiverName() {
        return to.name();
    }

    Letter claim(Instant until) {
        return new Letter(id, announcement, to, until, true, tries + 1, refusals, trouble);
    }

    Letter dueAt(Instant newDue) {
        return new Letter(id, announcement, to, newDue, false, tries, refusals, trouble);
    }

    Letter failed(String why, Instant now) {
        return new Letter(id, announcement, to, now.plus(backoff()), false, tries, 0, why);
    }

    Letter refused(String why, Instant now) {
        return new Letter(id, announcement, to, now.plus(backoff()), false, tries, refusals + 1, why);
    }

    /** Doubled with every try. */
    private Duration backoff() {
        Duration wait = FIRST_WAIT;
        for (int i = 1; i < tries && wait.compareTo(LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
