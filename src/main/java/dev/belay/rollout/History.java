package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.Rollout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target's rollouts.
 *
 * @param last the one that finished last; null: none yet
 * @param archived whether {@code last} was written to the rollouts that are kept
 * @param succeeded what each rollout that succeeded put in force, newest last
 * @param failed what failed by its own doing, {@code component=revision's ARN or build's version}
 */
record History(@Nullable Rollout last, boolean archived, List<Ran> succeeded, SortedSet<String> failed) {
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

    static final History EMPTY = new History(null, true, List.of(), new TreeSet<>());

    /** How many successes and failures are remembered. */
    private static final int KEPT = 50;

    History {
        succeeded = List.copyOf(succeeded);
        failed = Ordered.sorted(failed);
    }

    /** With one more rollout finished. */
    History and(Rollout finished, Ran ran, Collection<String> itsFailures) {
        var successes = new ArrayList<>(succeeded);
        if (finished.outcome() == Rollout.Outcome.SUCCEEDED) {
            successes.add(ran);
        }
        var failures = new TreeSet<>(failed);
        failures.addAll(itsFailures);
        return new History(
                finished, false, successes.subList(Math.max(0, successes.size() - KEPT), successes.size()), failures);
    }

    History wasArchived() {
        return new History(last, true, succeeded, failed);
    }

    /** Whether what is asked of a component ran before, in a rollout that succeeded, and was then left. */
    boolean leftBehind(String component, String ask) {
        return !succeeded.isEmpty()
                && !succeeded.getLast().is(component, ask)
                && succeeded.stream().anyMatch(ran -> ran.is(component, ask));
    }
}
