package dev.belay.rollout;

import dev.belay.model.Status;
import dev.belay.rollout.History.Ran;
import dev.belay.rollout.KnownVersion.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/** The versions that ran, told from a target's history. What is known good, and whether it is ready, comes with the soak. */
final class KnownVersions {
    private KnownVersions() {}

    /** Not asked yet is not ready. */
    private static final List<String> UNASKED =
            List.of("whether a rollback to it would work now is not looked into yet");

    static List<KnownVersion> of(Root root, Status status) {
        var byName = new LinkedHashMap<String, KnownVersion>();
        for (Ran ran : root.history().succeeded().reversed()) {
            State state = runs(ran, status) ? State.RUNNING : State.UNPROVED;
            byName.putIfAbsent(name(ran), new KnownVersion(name(ran), state, false, UNASKED));
        }
        return List.copyOf(byName.values());
    }

    /** What a rollout left alone says nothing of what runs. */
    private static boolean runs(Ran ran, Status status) {
        return !ran.names().isEmpty()
                && ran.names().entrySet().stream().allMatch(component -> {
                    var now = status.components().get(component.getKey());
                    return now != null && component.getValue().equals(now.running());
                });
    }

    private static String name(Ran ran) {
        var asks = new LinkedHashSet<>(ran.asks().values());
        return asks.size() == 1
                ? asks.getFirst()
                : ran.asks().entrySet().stream()
                        .map(ask -> ask.getKey() + " " + ask.getValue())
                        .collect(Collectors.joining(", "));
    }
}
