package dev.belay.rollout;

import dev.belay.model.Pin;
import dev.belay.model.Target;
import dev.belay.rollout.History.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which combinations are known good, and which one to go back to. Pure. A person's word wins over what was seen. */
final class KnownGood {
    private KnownGood() {}

    /**
     * A combination that one could go back to.
     *
     * @param refusal why nothing goes back to it by itself; null: it may
     */
    record Candidate(Combination combination, @Nullable String refusal) {}

    /** Whether it was proved, or a person says so, and nothing speaks against it. */
    static boolean is(History history, Combination combination) {
        if (vetoed(history, combination)) {
            return false;
        }
        Word word = history.words().get(combination.version());
        return (word != null && word.kind() == Word.Kind.KNOWN_GOOD)
                || history.ran().stream().anyMatch(c -> c.provedAt() != null && c.runsTheSameAs(combination));
    }

    /** Whether it failed by its own doing, or a person says that it is not to run. */
    static boolean vetoed(History history, Combination combination) {
        Word word = history.words().get(combination.version());
        if (word != null) {
            return word.kind() == Word.Kind.VETOED;
        }
        return combination.parts().entrySet().stream()
                .anyMatch(part -> history.failed()
                        .contains(part.getKey() + "=" + part.getValue().exact()));
    }

    /** Every combination that ran, each once, newest first. */
    static List<Combination> all(History history) {
        var all = new ArrayList<Combination>();
        for (Combination combination : history.ran().reversed()) {
            if (all.stream().noneMatch(known -> known.runsTheSameAs(combination))) {
                all.add(combination);
            }
        }
        return all;
    }

    /** Every combination but the one that is in force, newest first, and what speaks against going back to it by itself. */
    static List<Candidate> candidates(Root root) {
        History history = root.history();
        return all(history).stream()
                .map(combination -> new Candidate(combination, refusal(root, combination, barrier(root, combination))))
                .toList();
    }

    /** The version that came after a combination ran for the last time, and that nothing goes back past; null: there is none. */
    private static @Nullable String barrier(Root root, Combination combination) {
        Target target = root.admitted().target();
        Pin inForce = root.admitted().inForce();
        List<Combination> ran = root.history().ran();
        int last = last(ran, combination);
        boolean newBarrier = inForce != null && inForce.barrier();
        for (int i = 0; i < ran.size(); i++) {
            Combination other = ran.get(i);
            boolean inForceNow = newBarrier
                    && inForce != null
                    && target != null
                    && other.isAskedBy(inForce, target.components().sequencedKeySet());
            newBarrier &= !inForceNow;
            if ((other.barrier() || inForceNow) && first(ran, other) > last) {
                return other.version();
            }
        }
        // One that has not come to an end yet came after all that ran.
        return newBarrier && inForce != null ? Wording.ask(inForce) : null;
    }

    private static int first(List<Combination> ran, Combination combination) {
        for (int i = 0; i < ran.size(); i++) {
            if (ran.get(i).runsTheSameAs(combination)) {
                return i;
            }
        }
        return -1;
    }

    private static int last(List<Combination> ran, Combination combination) {
        return ran.size() - 1 - first(ran.reversed(), combination);
    }

    private static @Nullable String refusal(Root root, Combination combination, @Nullable String barrier) {
        Target target = root.admitted().target();
        Set<String> components = target == null ? Set.of() : target.components().sequencedKeySet();
        Pin inForce = root.admitted().inForce();
        Admitted.Revised pinned = root.admitted().pin();
        if (vetoed(root.history(), combination)) {
            return "it is vetoed";
        } else if (inForce != null && combination.isAskedBy(inForce, components)) {
            return "it is in force";
        } else if (pinned != null && combination.isAskedBy(pinned.pin(), components)) {
            return "it is what is pinned";
        } else if (!is(root.history(), combination)) {
            return "it is not known good";
        }
        return barrier == null ? null : "it lies past the barrier " + barrier;
    }

    /** What to go back to by itself: the newest known-good combination that nothing speaks against; null: there is none. */
    static @Nullable Combination backTo(Root root) {
        return candidates(root).stream()
                .filter(candidate -> candidate.refusal() == null)
                .map(Candidate::combination)
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether a freeze lets a move through: one to a known-good combination; and while nothing is known good yet, one back to
     * what ran before.
     */
    static boolean passesFreeze(Root root, Pin pin) {
        Target target = root.admitted().target();
        if (target == null) {
            return false;
        }
        Set<String> components = target.components().sequencedKeySet();
        List<Combination> all = all(root.history());
        boolean nothingIs = all.stream().noneMatch(combination -> is(root.history(), combination));
        return all.stream()
                .filter(combination ->
                        nothingIs ? !vetoed(root.history(), combination) : is(root.history(), combination))
                .anyMatch(combination -> combination.isAskedBy(pin, components));
    }

    /** What the components of a revert go back to, as people write it. */
    static SortedMap<String, String> names(Root root, Course.Instead instead) {
        Target target = root.admitted().target();
        return all(root.history()).stream()
                .filter(combination -> target != null
                        && combination.isAskedBy(
                                instead.pin(), target.components().sequencedKeySet()))
                .findFirst()
                .map(Combination::names)
                .orElse(new TreeMap<>());
    }

    /** What a service's pinned versions became known good with: what was asked, to the revision's ARN. The newest wins. */
    static SortedMap<String, String> revisions(History history, String component) {
        var revisions = new TreeMap<String, String>();
        for (Combination combination : history.ran()) {
            Combination.Part part = combination.parts().get(component);
            if (part != null && is(history, combination)) {
                revisions.put(part.ask(), part.exact());
            }
        }
        return revisions;
    }

    /** What a component ran in the last known-good combination, exactly; null: nothing is known good. */
    static @Nullable String lastGood(History history, String component) {
        return history.ran().reversed().stream()
                .filter(combination -> is(history, combination))
                .map(combination -> combination.parts().get(component))
                .filter(Objects::nonNull)
                .map(Combination.Part::exact)
                .findFirst()
                .orElse(null);
    }
}
