package dev.belay.bench.fleet;

import dev.belay.bench.Markdown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How soon a pin that is edited in the store leads to its UpdateService, and how soon a rollout that ECS calls done is known to be. */
final class React {
    private static final int TIMES = 7;
    private static final long BETWEEN_POLLS = 5_000;

    private React() {}

    static void run(Past past, int targets) throws Exception {
        try (Estate estate = new Estate(targets, 3, 1)) {
            past.leave(estate);
            var tally = new Tally(estate.cloud());
            tally.begin(targets);
            List<Double> starting = new ArrayList<>();
            List<Double> idle = new ArrayList<>();
            try (Running running = Running.over(estate, Map.of())) {
                running.daemon().awaitReady();
                starting.add(toWrite(estate, tally, running, 0));
                running.await("Synced", targets);
                for (int i = 1; i <= TIMES; i++) {
                    // The last edit was found by a poll: each of the next ones is made at another time between two.
                    Thread.sleep(Duration.ofSeconds(5).plusMillis(BETWEEN_POLLS * i / TIMES));
                    idle.add(toWrite(estate, tally, running, i));
                }
            }
            Markdown.title(
                    "Reacting, %d targets: from a pin's edit in the store to its UpdateService, s".formatted(targets),
                    "when",
                    "times",
                    "median",
                    "most",
                    "goal");
            row("at rest", idle);
            row("right after a start, every target due", starting);
        }
    }

    private static void row(String when, List<Double> took) {
        Collections.sort(took);
        Markdown.row(when, took.size(), took.get(took.size() / 2), took.getLast(), "poll (5) + 0.2");
    }

    private static double toWrite(Estate estate, Tally tally, Running running, int target) throws InterruptedException {
        Instant from = Instant.now();
        estate.pin(target, "v2");
        running.await("the update", () -> tally.updatedAt(Estate.name(target)) != null);
        return Duration.between(from, tally.updatedAt(Estate.name(target))).toMillis() / 1000.0;
    }
}
