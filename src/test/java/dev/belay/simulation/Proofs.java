package dev.belay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.verify.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What is promised of known good, of going back to it by itself, and of a freeze. */
final class Proofs {
    /** Of the simulated target. */
    static final Duration SOAK = Duration.ofSeconds(10);

    /** As {@link Promises} has it for a suspension. */
    private static final Duration UNTIL_FROZEN = Duration.ofSeconds(25);

    private final World world;
    private final Map<String, Boolean> lastTries = new HashMap<>();
    private final Set<String> proved = new HashSet<>();
    private final Set<Long> reverted = new HashSet<>();
    private Instant lookingSince = Instant.MIN;
    private Instant frozenAt = Instant.MAX;

    Proofs(World world) {
        this.world = world;
    }

    /** A daemon began to look at the world. */
    void begins() {
        lookingSince = world.baton().instant();
    }

    void frozen(boolean isSo) {
        frozenAt = isSo ? world.baton().instant() : Instant.MAX;
    }

    void tried(String check, Answer answer) {
        lastTries.put(check, answer.passed());
    }

    void written(RootView before, RootView now) {
        for (JsonNode combination : now.ran()) {
            String at = combination.path("provedAt").asText();
            if (!at.isEmpty() && proved.add(combination.path("rollout").asText() + " " + at)) {
                proves(combination, Instant.parse(at), before);
            }
        }
        reverts(before, now);
        admits(before, now);
    }

    /** Every required check's last try passed, and the soak lasted while this very daemon looked. */
    private void proves(JsonNode combination, Instant at, RootView before) {
        String what = combination.path("version").asText() + " is called known good";
        require(!lastTries.isEmpty() && !lastTries.containsValue(false), what + " though " + lastTries);
        String from = before.json().path("soak").path("from").asText();
        require(
                !from.isEmpty() && !Instant.parse(from).plus(SOAK).isAfter(at),
                what + " though it soaked from " + from);
        // By the true clock: that of the replica which says so may be off.
        require(
                !lookingSince.plus(SOAK).isAfter(world.baton().instant()),
                what + " though nobody looked before " + lookingSince);
        require(before.rollout().isEmpty(), what + " while a rollout runs");
    }

    /** Once for a pin, to what is known good and lies behind no barrier; and there it stays. */
    private void reverts(RootView before, RootView now) {
        boolean same = now.pinRevision() == before.pinRevision();
        if (before.reverted().isEmpty()) {
            if (!now.reverted().isEmpty()) {
                String what = "the pin of " + now.pinned() + " is reverted to " + now.reverted();
                require(reverted.add(now.pinRevision()), what + " once more");
                require(same && now.target().contains("onFailure: revert"), what + ", which nobody asked for");
                require(!before.course().path("proved").asBoolean(), what + " though it was proved");
                require(isGood(now, now.reverted()), what + ", which is not known good");
                require(!liesPastBarrier(now, now.reverted()), what + " past a barrier");
            }
        } else if (same) {
            require(now.reverted().equals(before.reverted()), "a revert flips to " + now.reverted());
        }
    }

    private void admits(RootView before, RootView now) {
        boolean frozen = !frozenAt.equals(Instant.MAX)
                && frozenAt.plus(UNTIL_FROZEN).isBefore(world.baton().instant());
        boolean moves =
                now.pinRevision() != before.pinRevision() && !now.pinned().equals(before.pinned());
        if (frozen && moves) {
            boolean nothingIs = now.ran()
                    .valueStream()
                    .noneMatch(combination ->
                            isGood(now, combination.path("version").asText()));
            require(nothingIs || isGood(now, now.pinned()), now.pinned() + " gets past a freeze");
        }
    }

    private static boolean isGood(RootView root, String version) {
        return root.ran()
                        .valueStream()
                        .anyMatch(it -> it.path("version").asText().equals(version) && it.hasNonNull("provedAt"))
                && root.ran()
                        .valueStream()
                        .filter(it -> it.path("version").asText().equals(version))
                        .noneMatch(it -> hasFailed(root, it));
    }

    private static boolean hasFailed(RootView root, JsonNode combination) {
        List<String> failed = root.json()
                .path("history")
                .path("failed")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        return combination
                .path("parts")
                .propertyStream()
                .anyMatch(part -> failed.contains(
                        part.getKey() + "=" + part.getValue().path("exact").asText()));
    }

    private static boolean liesPastBarrier(RootView root, String version) {
        List<JsonNode> ran = root.ran().valueStream().toList();
        int newest = IntStream.range(0, ran.size())
                .filter(i -> ran.get(i).path("version").asText().equals(version))
                .max()
                .orElseThrow();
        return ran.subList(newest + 1, ran.size()).stream()
                .anyMatch(it -> it.path("barrier").asBoolean());
    }

    private void require(boolean kept, String otherwise) {
        world.promises().require(kept, otherwise);
    }
}
