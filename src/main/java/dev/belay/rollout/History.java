package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.Rollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What became of a target's rollouts.
 *
 * @param last the one that finished last; null: none yet
 * @param archived whether {@code last} was written, as it is, to the rollouts that are kept
 * @param ran the combinations that ran, newest last; what was only put right again stands once
 * @param failed what failed by its own doing and did not succeed since, {@code component=revision's ARN or build's version}, newest last
 * @param words what people said of versions, by version
 */
record History(
        @Nullable Rollout last,
        boolean archived,
        List<Combination> ran,
        List<String> failed,
        SortedMap<String, Word> words) {
    /**
     * What a person said of a version.
     *
     * @param by who
     */
    record Word(Kind kind, @Nullable String reason, String by, Instant at) {
        enum Kind {
            KNOWN_GOOD,
            VETOED
        }
    }

    static final History EMPTY = new History(null, true, List.of(), List.of(), new TreeMap<>());

    /** How many combinations, and how many failures, are remembered. */
    private static final int KEPT = 50;

    /** So many of those that were proved are never forgotten for the sake of others. */
    private static final int PROVED_KEPT = 10;

    History {
        ran = List.copyOf(ran);
        failed = List.copyOf(failed);
        words = Ordered.sorted(words);
    }

    /** With one more rollout finished, which says nothing of any version. */
    History and(Rollout finished) {
        return new History(finished, false, ran, failed, words);
    }

    /** With what the last rollout brought, or tried to bring. What runs again without a break goes on. */
    History and(Combination next) {
        var all = new ArrayList<>(ran);
        Combination before = current();
        if (before != null) {
            boolean goesOn = before.runsTheSameAs(next);
            if (goesOn && next.until() == null) {
                // What ran before Belay has no name of its own yet.
                all.set(all.size() - 1, before.rollout() == null ? next : before.behind(next.barrier()));
                return withRan(all);
            }
            Instant at = next.since() == null ? next.until() : next.since();
            all.set(
                    all.size() - 1,
                    before.ended(
                            Objects.requireNonNullElse(at, Instant.EPOCH),
                            goesOn ? "failed" : "replaced by " + next.version()));
        }
        all.add(next);
        return withRan(kept(all));
    }

    /** What had failed and what has: both as {@code component=…}. */
    History verdict(Collection<String> vetoed, Collection<String> proved) {
        var failures = new ArrayList<>(failed);
        failures.removeAll(proved);
        failures.removeAll(vetoed);
        failures.addAll(vetoed);
        return new History(
                last, archived, ran, failures.subList(Math.max(0, failures.size() - KEPT), failures.size()), words);
    }

    private static List<Combination> kept(List<Combination> all) {
        for (int i = 0; all.size() > KEPT && i < all.size(); ) {
            int at = i;
            long provedSince =
                    all.stream().skip(at).filter(c -> c.provedAt() != null).count();
            boolean needed = all.get(at).provedAt() != null && provedSince <= PROVED_KEPT;
            if (needed) {
                i++;
            } else {
                all.remove(i);
            }
        }
        return all;
    }

    /** What runs, as the last rollout left it; null: none did, or it failed. */
    @Nullable
    Combination current() {
        return ran.isEmpty() || ran.getLast().until() != null ? null : ran.getLast();
    }

    /** With the last combination changed. */
    History current(UnaryOperator<Combination> change) {
        if (current() == null) {
            return this;
        }
        var all = new ArrayList<>(ran);
        all.set(all.size() - 1, change.apply(all.getLast()));
        return withRan(all);
    }

    History withRan(List<Combination> all) {
        return new History(last, archived, all, failed, words);
    }

    /** With the last rollout's evidence added to: it is to be kept anew. */
    History amended(UnaryOperator<Rollout> change) {
        Rollout amended = last == null ? null : change.apply(last);
        return amended == null || amended.equals(last) ? this : new History(amended, false, ran, failed, words);
    }

    History wasArchived() {
        return new History(last, true, ran, failed, words);
    }

    /** With a person's word on a version; null takes it back. */
    History said(String version, @Nullable Word word) {
        var said = new TreeMap<>(words);
        if (word == null) {
            said.remove(version);
        } else {
            said.put(version, word);
        }
        return new History(last, archived, ran, failed, said);
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
        for (int i = 0; i < ran.size(); i++) {
            Combination.Part part = ran.get(i).parts().get(component);
            if (ran.get(i).succeeded() && part != null && part.is(name)) {
                return i;
            }
        }
        return -1;
    }
}
