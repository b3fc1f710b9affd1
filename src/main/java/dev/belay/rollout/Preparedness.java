package dev.belay.rollout;

import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps looking whether rollbacks to the last known-good combinations would work, before they are needed. */
final class Preparedness {
    private static final Duration EVERY = Duration.ofMinutes(5);

    /** Into so many parts of it looks are spread after a start. */
    private static final int SPREAD = 1000;

    private final Roots roots;
    private final Foresight foresight;
    private final InstantSource clock;
    private final int versions;
    private final Consumer<String> changed;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final List<ReadinessListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * What was found.
     *
     * @param history by which it was looked for
     */
    private record Known(History history, Readiness readiness) {}

    /**
     * @param versions how many known-good combinations are kept checked
     * @param changed hears of a target whose rollbacks would go otherwise than before
     */
    Preparedness(Roots roots, Foresight foresight, InstantSource clock, int versions, Consumer<String> changed) {
        this.roots = roots;
        this.foresight = foresight;
        this.clock = clock;
        this.versions = versions;
        this.changed = changed;
    }

    @Nullable
    Readiness of(String target) {
        Known now = known.get(target);
        return now == null ? null : now.readiness();
    }

    void listen(ReadinessListener listener) {
        listeners.add(listener);
    }

    /** Writes into a root what is known and not in it yet, for other replicas and later lives. */
    Root taken(Root root) {
        Readiness now = of(root.target());
        Readiness before = root.readiness();
        return now == null || (before != null && before.versions().equals(now.versions())) ? root : root.with(now);
    }

    void forget(String target) {
        if (known.remove(target) != null) {
            tell(target, Readiness.NOTHING);
        }
    }

    private void tell(String target, Readiness readiness) {
        listeners.forEach(listener -> listener.looked(target, readiness.ready()));
    }

    /**
     * When what is known good is to be looked into that was not; null: it was. What an earlier life found is believed until its time comes
     * again: thousands that are looked into at a start would keep AWS from answering anything else.
     */
    @Nullable
    Duration untilLook(Root root) {
        Known now = known.get(root.target());
        if (now != null && now.history().equals(root.history())) {
            return null;
        }
        List<String> wanted =
                wanted(root).stream().map(Combination::version).distinct().toList();
        if (now != null) {
            return isOf(now.readiness(), wanted) ? null : Duration.ZERO;
        }
        Readiness earlier = root.readiness();
        if (earlier == null || !isOf(earlier, wanted)) {
            return root.admitted().pin() == null ? null : Duration.ZERO;
        }
        known.put(root.target(), new Known(root.history(), earlier));
        tell(root.target(), earlier);
        return EVERY.multipliedBy(Math.floorMod(root.target().hashCode(), SPREAD))
                .dividedBy(SPREAD);
    }

    private static boolean isOf(Readiness readiness, List<String> versions) {
        return List.copyOf(readiness.versions().sequencedKeySet()).equals(versions);
    }

    /**
     * Looks now.
     *
     * @throws dev.belay.model.FailureException when nobody could be asked just now: what was known stays
     */
    Outcome look(String name) {
        Root root = roots.lastKnown(name).root();
        Target target = root.admitted().target();
        if (target == null) {
            forget(name);
            return new Outcome.Gone();
        }
        var now = new Readiness(clock.instant(), foresight.problems(target, wanted(root)));
        Readiness before = of(name);
        known.put(name, new Known(root.history(), now));
        if (before == null || !before.versions().equals(now.versions())) {
            tell(name, now);
            changed.accept(name);
        }
        return new Outcome.Settled(EVERY);
    }

    /** The newest known-good combinations, each of which would be something else than the others. */
    private List<Combination> wanted(Root root) {
        return KnownGood.all(root.history()).stream()
                .filter(combination -> KnownGood.is(root.history(), combination))
                .limit(versions)
                .toList();
    }
}
