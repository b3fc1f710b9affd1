package dev.belay.site;

import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the last look at a site came to. All that a site in sync takes of memory, and why it costs its listing only: equal
 * listings need no inventory to be told equal.
 *
 * @param rollout the one that looked; empty: none
 * @param pruneDue when a tending pass has something to do; null: not by itself
 */
record Remembered(
        Subject subject,
        String rollout,
        String fingerprint,
        ComponentReport report,
        Instant listedAt,
        @Nullable Instant pruneDue) {
    /** Whether another look is not due yet, nor anything to be done. */
    boolean answers(Subject asked, Mandate mandate, String asking, Duration resync, Instant now) {
        return subject.equals(asked)
                && now.isBefore(listedAt.plus(resync))
                && !isDue(mandate, now)
                && (mandate != Mandate.CONVERGE || isDone(asking));
    }

    /** A rollout takes no earlier look's word for it that there is nothing to do. */
    private boolean isDone(String asking) {
        return rollout.equals(asking) && report.standing() instanceof Standing.Synced;
    }

    /** Whether the same is live under the same circumstances. */
    boolean isSame(Subject asked, String listing) {
        return subject.equals(asked) && fingerprint.equals(listing);
    }

    boolean isDue(Mandate mandate, Instant now) {
        return mandate == Mandate.TEND && pruneDue != null && !now.isBefore(pruneDue);
    }

    /** The same, seen again. */
    Remembered seen(Instant now) {
        var again = new ComponentReport(
                report.standing(),
                report.inForce(),
                report.running(),
                report.difference(),
                report.foreign(),
                now,
                report.evidence());
        return new Remembered(subject, rollout, fingerprint, again, now, pruneDue);
    }
}
