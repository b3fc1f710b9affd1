package dev.belay.bench.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.bench.Markdown;
import dev.belay.demo.PackagedDaemon;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * All targets pinned anew at once to a version whose revisions exist, under AWS's quotas; in the middle of it an operator takes one back.
 */
final class Roll {
    private static final int BURST = 50;
    private static final int SUSTAINED = 5;

    private Roll() {}

    static void run(Past past, int targets, int places) throws Exception {
        try (Estate estate = new Estate(targets, places, 1)) {
            past.leave(estate);
            var tally = new Tally(estate.cloud());
            tally.begin(targets);
            try (Running running = Running.over(estate, Map.of())) {
                running.daemon().awaitReady();
                running.await("Synced", targets);
                Thread.sleep(Duration.ofSeconds(10));
                tally.begin(targets);
                double cpu = running.figures().cpuMillis() / 1_000.0;
                Instant from = Instant.now();
                estate.each(target -> estate.pin(target, "v2"));
                Duration written = Duration.between(from, Instant.now());
                running.await("half are updated", () -> tally.updated() >= targets / 2);
                Duration rollback = rollback(running.daemon(), tally, tally.firstUpdated());
                running.await("all are updated", () -> tally.updated() == targets);
                Duration last = Duration.between(from, tally.lastUpdate());
                running.await("Synced", targets);
                Duration known = Duration.between(from, Instant.now());
                report(
                        estate,
                        tally,
                        written,
                        rollback,
                        last,
                        known,
                        running.figures().cpuMillis() / 1_000.0 - cpu);
            }
        }
    }

    private static Duration rollback(PackagedDaemon daemon, Tally tally, String target) throws Exception {
        JsonNode status = daemon.json("/targets/" + target);
        Instant from = Instant.now();
        HttpResponse<String> answer = daemon.send(
                "POST",
                "/targets/" + target + "/rollback",
                "",
                status.at("/pin/revision").asText(),
                "{\"reason\": \"INC-482\", \"freeze\": false}");
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("the rollback was refused: " + answer.body());
        }
        daemon.await(
                "the rollback's update",
                Duration.ofMinutes(30),
                () -> tally.updatedAt(target).isAfter(from));
        return Duration.between(from, tally.updatedAt(target));
    }

    private static void report(
            Estate estate,
            Tally tally,
            Duration written,
            Duration rollback,
            Duration last,
            Duration known,
            double cpu) {
        double bound = Math.max(0, estate.targets() / estate.places() - BURST) / (double) SUSTAINED;
        double took = seconds(tally.updatesTook());
        Markdown.title(
                "Rolling %d targets in %d account-regions".formatted(estate.targets(), estate.places()),
                "what",
                "measured",
                "bound",
                "ratio");
        Markdown.row("from the first UpdateService to the last, s", took, bound, took / bound);
        Markdown.row("pins written within, s", seconds(written), "", "");
        Markdown.row(
                "from the first pin's edit to the last UpdateService, s", seconds(last), bound, seconds(last) / bound);
        Markdown.row("from the first pin's edit until all are known to be Synced, s", seconds(known), "", "");
        Markdown.row(
                "an operator's rollback in the middle: from the request to its UpdateService, s",
                seconds(rollback),
                2,
                "");
        Markdown.row("calls throttled by AWS", estate.cloud().quotas().throttles(), 0, "");
        Markdown.row("the daemon's processor time, ms a target", cpu * 1000 / estate.targets(), "", "");
        tally.counts()
                .forEach((operation, count) -> Markdown.row(operation, count, "", (double) count / estate.targets()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
