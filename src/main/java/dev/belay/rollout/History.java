package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target's rollouts.
 *
 * @param last the one that finished last; null: none yet
 * @param archived whether {@code last} was written to the rollouts that are kept
 * @param succeeded what the rollouts that succeeded put in force, newest last; what was only put right again stands once
 * @param failed what failed by its own doing and did not succeed since, {@code component=revision's ARN or build's version}, newest last
 * @param corrections how many rollouts in a row corrected drift, each soon after the one before
 */
record History(@Nullable Rollout last, boolean archived, List<Ran> succeeded, List<String> failed, int corrections) {
    /**
     * What a rollout put in force.
     *
     * @param asks component to what the pin asked of it
     * @param names component to what that was resolved to
     */
    record Ran(SortedMap<String, String> asks, SortedMap<String, String> names) {
        Ran {
            asks = Ordered.sorted(asks);
            names = Ordered.sorted(names);
        }

        boolean is(String component, String ask) {
            return ask.equals(asks.get(component)) || ask.equals(names.get(component));
        }
    }

    static final History EMPTY = new History(null, true, List.of(), List.of(), 0);

    /** How many successes, and how many failures, are remembered. */
    private static final int KEPT = 50;

    /** Drift that comes sooner than this after it was corrected is somebody undoing the correction. */
    private static final Duration CALM = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    History {
        succeeded = List.copyOf(succeeded);
        failed = List.copyOf(failed);
    }

    /**
     * With one more rollout finished.
     *
     * @param vetoed what failed by its own doing
     * @param proved what is not to count as failed any more
     */
    History and(Rollout finished, Ran ran, Collection<String> vetoed, Collection<String> proved) {
        var successes = new ArrayList<>(succeeded);
        boolean again = !successes.isEmpty() && successes.getLast().equals(ran);
        if (finished.outcome() == Rollout.Outcome.SUCCEEDED && !again) {
            successes.add(ran);
        }
        var failures = new ArrayList<>(failed);
        failures.removeAll(proved);
        failures.removeAll(vetoed);
        failures.addAll(vetoed);
        return new History(finished, false, newest(successes), newest(failures), correctionsWith(finished));
    }

    private int correctionsWith(Rollout finished) {
        if (finished.cause() != Rollout.Cause.DRIFT) {
            return 0;
        }
        Instant before = last == null ? null : last.finishedAt();
        return before != null && before.plus(CALM).isAfter(finished.startedAt()) ? corrections + 1 : 1;
    }

    private static <T> List<T> newest(List<T> all) {
        return all.subList(Math.max(0, all.size() - KEPT), all.size());
    }

    History wasArchived() {
        return new History(last, true, succeeded, failed, corrections);
    }

    /**
     * From when on drift may be corrected again. Whoever undoes every correction is not fought without a pause: the first two
     * come at once, each later one after twice the pause of the one before.
     */
    Instant correctsFrom() {
        Instant ended = last == null ? null : last.finishedAt();
        if (ended == null || corrections < 2) {
            return Instant.MIN;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(corrections - 2, 10));
        return ended.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    /**
     * Whether what is asked of a component succeeded earlier than what the last rollout brought or tried to bring there, which
     * may never have.
     */
    boolean goesBack(String component, String ask) {
        String left = last == null ? null : last.to().get(component);
        int to = first(component, ask);
        int from = left == null ? 0 : first(component, left);
        return to >= 0 && (from < 0 || to < from);
    }

    private int first(String component, String name) {
        for (int i = 0; i < succeeded.size(); i++) {
            if (succeeded.get(i).is(component, name)) {
                return i;
            }
        }
        return -1;
    }
}
