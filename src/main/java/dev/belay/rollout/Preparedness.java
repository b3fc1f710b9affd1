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

    /** Whether what is known good is not what was looked into. */
    boolean isOutdated(Root root) {
        Known now = known.get(root.target());
        if (now == null) {
            return root.admitted().pin() != null;
        }
        return !now.history().equals(root.history())
                && !List.copyOf(now.readiness().versions().sequencedKeySet())
                        .equals(wanted(root).stream()
                                .map(Combination::version)
                                .distinct()
                                .toList());
    }

    /** Looks now. */
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
