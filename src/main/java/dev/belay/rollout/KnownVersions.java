package dev.belay.rollout;

import dev.belay.model.Status;
import dev.belay.rollout.KnownVersion.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The versions that ran, or of which somebody said something, told from a target's history. */
final class KnownVersions {
    /** Not asked yet is not ready. */
    private static final List<String> UNASKED = List.of("whether a rollback to it would work now was not looked into");

    private KnownVersions() {}

    private static final List<String> NEVER_RAN = List.of("it never ran here");

    /** @param readiness what rollbacks would meet now; null: not looked into yet */
    static List<KnownVersion> of(Root root, Status status, @Nullable Readiness readiness) {
        History history = root.history();
        var byName = new LinkedHashMap<String, KnownVersion>();
        // What was vetoed before anybody rolled it out is newer than all that ran.
        history.words().entrySet().stream()
                .filter(said -> !Marks.ran(history, said.getKey()))
                .sorted(Comparator.comparing(said -> said.getValue().at(), Comparator.reverseOrder()))
                .forEach(said -> byName.put(said.getKey(), neverRan(said.getKey(), said.getValue())));
        for (Combination combination : KnownGood.all(history)) {
            List<String> problems = problems(history, combination, readiness);
            byName.putIfAbsent(
                    combination.version(),
                    new KnownVersion(
                            combination.version(),
                            state(history, combination, status),
                            problems.isEmpty(),
                            problems,
                            combination.since(),
                            combination.until(),
                            combination.end(),
                            proved(history, combination),
                            word(history.words().get(combination.version()))));
        }
        return List.copyOf(byName.values());
    }

    private static List<String> problems(History history, Combination combination, @Nullable Readiness readiness) {
        if (KnownGood.vetoed(history, combination)) {
            return List.of("it is vetoed");
        } else if (!KnownGood.is(history, combination)) {
            return List.of("it is not known good, and only what is known good is kept checked");
        }
        return readiness == null ? UNASKED : readiness.versions().getOrDefault(combination.version(), UNASKED);
    }

    private static KnownVersion neverRan(String version, History.Word word) {
        State state = word.kind() == History.Word.Kind.VETOED ? State.VETOED : State.UNPROVED;
        return new KnownVersion(version, state, false, NEVER_RAN, null, null, null, null, word(word));
    }

    private static @Nullable Instant proved(History history, Combination combination) {
        return history.ran().stream()
                .filter(known -> known.runsTheSameAs(combination))
                .map(Combination::provedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static KnownVersion.@Nullable Word word(History.@Nullable Word said) {
        if (said == null) {
            return null;
        }
        VersionMark mark = switch (said.kind()) {
            case KNOWN_GOOD -> VersionMark.KNOWN_GOOD;
            case VETOED -> VersionMark.VETOED;
        };
        return new KnownVersion.Word(mark, said.by(), said.reason(), said.at());
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
