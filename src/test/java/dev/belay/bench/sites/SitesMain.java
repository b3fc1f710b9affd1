package dev.belay.bench.sites;

import dev.belay.bench.Markdown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Restores sites with Belay and with what people would use instead, in turn, and prints what each took:
 * {@code SitesMain [ROUNDS]}. What is not installed is named and left out.
 */
public final class SitesMain {
    private static final int ROUNDS = 2;
    private static final int WARM_UP = 3;
    private static final int AT_ONCE = 64;
    private static final int PAGE = 1_000;
    private static final int EXTRA = 20;
    private static final int HUNDRED = 100;

    private final S3Server server = new S3Server();
    private final List<Contestant> contestants;
    private final int rounds;

    private SitesMain(int rounds) throws InterruptedException {
        this.rounds = rounds;
        server.bucket(Command.LIVE);
        contestants = new ArrayList<>(List.of(new Daemon(server)));
        contestants.addAll(new Peers(server).installed());
    }

    /** Prints Markdown. */
    public static void main(String[] arguments) throws Exception {
        var bench = new SitesMain(arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]));
        try {
            bench.run();
        } finally {
            bench.contestants.forEach(Contestant::close);
            bench.server.close();
        }
    }

    private void run() throws Exception {
        var warm = new Course(2_000, 100);
        warm.layOut(server);
        var daemon = contestants.getFirst();
        for (int i = 0; i < WARM_UP; i++) {
            daemon.prepare(warm);
            daemon.restore(warm);
        }
        server.takes(Latency.ASSUMED);
        for (int objects : List.of(200, 2_000, 10_000)) {
            for (int changed : List.of(10, 100)) {
                print(new Course(objects, changed), Latency.ASSUMED, measure(new Course(objects, changed)));
            }
            look(new Course(objects, 10));
        }
        server.takes(Latency.NONE);
        print(warm, Latency.NONE, measure(warm));
    }

    private SequencedMap<Contestant, List<Round>> measure(Course course) throws Exception {
        var all = new LinkedHashMap<Contestant, List<Round>>();
        course.layOut(server);
        var good = course.good();
        for (int i = 0; i < rounds; i++) {
            for (var contestant : contestants) {
                String live = contestant.prepare(course);
                server.forgetLog();
                var usage = contestant.restore(course);
                all.computeIfAbsent(contestant, key -> new ArrayList<>())
                        .add(Round.of(course, usage, server.log(), live, good, server.bucket(live)));
            }
        }
        return all;
    }

    /** Nothing is to be done: the last round restored it. */
    private void look(Course course) throws Exception {
        var all = new LinkedHashMap<Contestant, List<Round>>();
        var good = course.good();
        for (var contestant : contestants) {
            String live = contestant.prepare(course);
            contestant.restore(course);
            for (int i = 0; i < rounds; i++) {
                server.forgetLog();
                var usage = contestant.look(course);
                all.computeIfAbsent(contestant, key -> new ArrayList<>())
                        .add(Round.of(course, usage, server.log(), live, good, server.bucket(live)));
            }
        }
        print("%,d objects, nothing changed".formatted(course.objects()), all);
    }

    private void print(Course course, Latency latency, SequencedMap<Contestant, List<Round>> all) {
        String at = latency.equals(Latency.NONE) ? "no latency" : "assumed latencies";
        print("%,d objects, %d %% changed, %s".formatted(course.objects(), course.changed(), at), all);
        int pages = (course.objects() + course.objects() / EXTRA + PAGE - 1) / PAGE;
        double phases = Math.ceil((double) course.objects() * course.changed() / HUNDRED / AT_ONCE) * latency.copy()
                + latency.copy()
                + latency.deleteBatch();
        System.out.printf(
                "%nFloor by calculation, 64 copies at once and the phases in order: %,.0f ms with the pages of the listing side by side, %,.0f one after the other.%n",
                latency.list() + phases, pages * latency.list() + phases);
    }

    private static void print(String title, SequencedMap<Contestant, List<Round>> all) {
        Markdown.title(
                title,
                "",
                "wall, ms",
                "× belay",
                "said after, ms",
                "CPU, ms",
                "peak, MiB",
                "requests",
                "of its own",
                "safety");
        double ours = median(all.firstEntry().getValue(), Round::wallMillis);
        all.forEach((contestant, rounds) -> {
            double wall = median(rounds, Round::wallMillis);
            var last = rounds.getLast();
            Markdown.row(
                    contestant.name(),
                    "%,.0f".formatted(wall),
                    "%.2f".formatted(wall / ours),
                    "%,.0f".formatted(median(rounds, Round::saidMillis)),
                    "%,.0f".formatted(median(rounds, Round::cpuMillis)),
                    "%,.0f".formatted(median(rounds, Round::peakMebibytes)),
                    last.sum() + ": " + words(last.requests()),
                    words(last.documents()),
                    last.safety());
        });
    }

    private static String words(Map<Operation, Integer> counted) {
        return counted.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey().words())
                .collect(Collectors.joining(", "));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
