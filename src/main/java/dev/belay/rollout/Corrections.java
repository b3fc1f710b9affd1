package dev.belay.rollout;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often drift was corrected in a row, each time soon after the correction before: by then it is somebody undoing it, a
 * pipeline or another controller (ACK community #2361). Such a one is not fought for ever.
 *
 * @param rounds corrections in a row
 * @param since when the first of them began; null: none did
 * @param what the difference that was corrected last; null: none was
 * @param hint what tells who may have made it, in a sentence; null: nothing does
 */
record Corrections(
        int rounds,
        @Nullable Instant since,
        @Nullable String what,
        @Nullable String hint) {
    static final Corrections NONE = new Corrections(0, null, null, null);

    /** Drift that comes sooner than this after it was corrected is somebody undoing the correction. */
    static final Duration CALM = Duration.ofHours(1);

    /** From so many rounds on it is called a fight, and somebody is told. */
    static final int FIGHT = 5;

    /** After so many rounds Belay leaves it to people. */
    static final int GIVEN_UP = 9;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FIGHT_PAUSE = Duration.ofHours(1);

    boolean fight() {
        return rounds >= FIGHT;
    }

    boolean givenUp() {
        return rounds >= GIVEN_UP;
    }

    /**
     * With one more correction that begins now.
     *
     * @param ended when the rollout before ended; null: there was none
     * @param differsSince since when the world differs
     * @param difference in words
     * @param hint who made it, as far as anything tells; null: nothing does
     */
    Corrections and(
            @Nullable Instant ended, Instant differsSince, Instant now, String difference, @Nullable String hint) {
        boolean inARow = rounds > 0 && ended != null && differsSince.isBefore(ended.plus(CALM));
        return new Corrections(inARow ? rounds + 1 : 1, inARow ? since : now, difference, hint);
    }

    /**
     * From when on drift may be corrected again: the first two times at once, then after pauses that double, in a fight of hours;
     * {@link Instant#MAX} once it is left to people.
     *
     * @param ended when the rollout before ended; null: there was none
     * @param differsSince since when the world differs
     */
    Instant mayBeginFrom(@Nullable Instant ended, Instant differsSince) {
        if (ended == null || rounds < 2 || !differsSince.isBefore(ended.plus(CALM))) {
            return Instant.MIN;
        } else if (givenUp()) {
            return Instant.MAX;
        }
        return ended.plus(
                fight()
                        ? FIGHT_PAUSE.multipliedBy(1L << (rounds - FIGHT))
                        : FIRST_PAUSE.multipliedBy(1L << (rounds - 2)));
    }
}
