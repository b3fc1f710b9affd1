package dev.belay.bench.fleet;

import dev.belay.bench.Markdown;
import java.time.Duration;
import java.util.Map;

/** How long a daemon that starts takes until it has read every service, and what it costs to keep them read, and in memory. */
final class Scan {
    private static final int BURST = 100;
    private static final int SUSTAINED = 20;
    private static final Duration COUNTED = Duration.ofMinutes(1);
    private static final double RESYNCS = 2;

    private Scan() {}

    /** Live bytes of the daemon with its targets at rest. */
    static long run(Past past, int targets, int places) throws Exception {
        try (Estate estate = new Estate(targets, places, 1)) {
            past.leave(estate);
            var tally = new Tally(estate.cloud());
            tally.begin(targets);
            try (Running running = Running.over(estate, Map.of())) {
                running.daemon().awaitReady();
                running.await("all are read", () -> tally.read() == targets);
                double bound = bound(estate);
                double took = seconds(tally.scanTook());
                Markdown.title(
                        "Scanning %d services in %d account-regions, after a start".formatted(targets, places),
                        "what",
                        "measured",
                        "bound",
                        "ratio");
                Markdown.row("from the first DescribeServices until all are read, s", took, bound, ratio(took, bound));
                Markdown.row(
                        "from the start of the process to the first DescribeServices, s",
                        seconds(Duration.between(running.startedAt(), tally.firstScan())),
                        "",
                        "");
                Markdown.row(
                        "DescribeServices until all are read",
                        tally.scanCalls(),
                        estate.callsOfAScan(),
                        ratio(tally.scanCalls(), estate.callsOfAScan()));
                running.await("Synced", targets);
                running.awaitRest(tally);
                Markdown.row("all calls until then", tally.counts(), "", "");
                Markdown.row(
                        "the daemon's processor time until then, s",
                        running.figures().cpuMillis() / 1_000.0,
                        "",
                        "");
                Markdown.row("throttled by AWS", estate.cloud().quotas().throttles(), 0, "");
                return atRest(estate, tally, running);
            }
        }
    }

    private static long atRest(Estate estate, Tally tally, Running running) throws Exception {
        double cpu = running.figures().cpuMillis() / 1_000.0;
        tally.begin(estate.targets());
        Thread.sleep(COUNTED);
        double spent = running.figures().cpuMillis() / 1_000.0 - cpu;
        Markdown.row("at rest: calls a minute", tally.counts(), "", "");
        Markdown.row(
                "at rest: DescribeServices a minute",
                tally.count("ecs DescribeServices"),
                RESYNCS * estate.callsOfAScan(),
                ratio(tally.count("ecs DescribeServices"), RESYNCS * estate.callsOfAScan()));
        Markdown.row("at rest: processor time a scan, s", spent / RESYNCS, 1.5, "");
        Markdown.row("at rest: throttled by AWS", estate.cloud().quotas().throttles(), 0, "");
        Markdown.row("resident, MiB", running.figures().residentMebibytes(), "", "");
        Markdown.row("most resident, MiB", running.figures().peakMebibytes(), "", "");
        long live = running.figures().live();
        Markdown.row("objects in use, MiB", live / (double) (1 << 20), "", "");
        return live;
    }

    /** What AWS lets pass of the busiest account-region's calls. */
    private static double bound(Estate estate) {
        return Math.max(0, (estate.callsOfAScan() / (double) estate.places() - BURST) / SUSTAINED);
    }

    private static double ratio(double measured, double bound) {
        return bound == 0 ? Double.NaN : measured / bound;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
