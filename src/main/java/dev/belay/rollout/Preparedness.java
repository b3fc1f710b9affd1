package dev.belay.rollout;

import dev.belay.model.FailureException;
import dev.belay.model.Target;
import dev.belay.reconcile.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private final Components components;
    private final InstantSource clock;
    private final int versions;
    private final Consumer<String> changed;
    private final Map<String, Readiness> known = new ConcurrentHashMap<>();
    private final List<ReadinessListener> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param versions how many known-good combinations are kept checked
     * @param changed hears of a target whose rollbacks would go otherwise than before
     */
    Preparedness(Roots roots, Components components, InstantSource clock, int versions, Consumer<String> changed) {
        this.roots = roots;
        this.components = components;
        this.clock = clock;
        this.versions = versions;
        this.changed = changed;
    }

    @Nullable
    Readiness of(String target) {
        return known.get(target);
    }

    void listen(ReadinessListener listener) {
        listeners.add(listener);
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
        Readiness readiness = known.get(root.target());
        List<String> wanted =
                wanted(root).stream().map(Combination::version).distinct().toList();
        return readiness == null
                ? root.admitted().pin() != null
                : !List.copyOf(readiness.versions().sequencedKeySet()).equals(wanted);
    }

    /** Looks now. */
    Outcome look(String name) {
        Root root = roots.lastKnown(name).root();
        Target target = root.admitted().target();
        if (target == null) {
            forget(name);
            return new Outcome.Gone();
        }
        var found = new LinkedHashMap<String, List<String>>();
        for (Combination combination : wanted(root)) {
            found.putIfAbsent(combination.version(), problems(target, combination));
        }
        var now = new Readiness(clock.instant(), found);
        Readiness before = known.put(name, now);
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

    /** What speaks against a rollback to a combination, in sentences; what can't be told speaks against it too. */
    List<String> problems(Target target, Combination combination) {
        var problems = new ArrayList<String>();
        target.components().forEach((name, component) -> {
            Combination.Part part = combination.parts().get(name);
            try {
                List<String> its = part == null ? List.of() : components.problems(component, part);
                its.forEach(problem -> problems.add(name + ": " + problem));
            } catch (FailureException e) {
                problems.add(name + ": can't be told: " + e.getMessage());
            }
        });
        return problems;
    }
}
