package dev.belay.rollout;

import dev.belay.model.Status;
import dev.belay.rollout.KnownVersion.State;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions that ran, told from a target's history. */
final class KnownVersions {
    /** Not asked yet is not ready. */
    private static final List<String> UNASKED = List.of("whether a rollback to it would work now was not looked into");

    private KnownVersions() {}

    /** @param readiness what rollbacks would meet now; null: not looked into yet */
    static List<KnownVersion> of(Root root, Status status, @Nullable Readiness readiness) {
        var byName = new LinkedHashMap<String, KnownVersion>();
        for (Combination combination : KnownGood.all(root.history())) {
            List<String> problems =
                    readiness == null ? UNASKED : readiness.versions().getOrDefault(combination.version(), UNASKED);
            byName.putIfAbsent(
                    combination.version(),
                    new KnownVersion(
                            combination.version(),
                            state(root.history(), combination, status),
                            problems.isEmpty(),
                            problems));
        }
        return List.copyOf(byName.values());
    }

    private static State state(History history, Combination combination, Status status) {
        if (KnownGood.vetoed(history, combination)) {
            return State.VETOED;
        } else if (KnownGood.is(history, combination)) {
            return State.KNOWN_GOOD;
        }
        return runs(combination, status) ? State.RUNNING : State.UNPROVED;
    }

    /** What a rollout left alone says nothing of what runs. */
    private static boolean runs(Combination combination, Status status) {
        return !combination.parts().isEmpty()
                && combination.parts().entrySet().stream().allMatch(part -> {
                    var now = status.components().get(part.getKey());
                    return now != null && part.getValue().name().equals(now.running());
                });
    }
}
