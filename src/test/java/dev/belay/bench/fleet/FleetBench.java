package dev.belay.bench.fleet;

import dev.belay.bench.Markdown;

/**
 * The packaged daemon with very many targets, over a local cloud that enforces AWS's quotas. {@code src/test/sh/local
 * dev.belay.bench.fleet.FleetBench} alone takes seven minutes or so; {@code scan 10000 1}, {@code roll 10000 1} and {@code react 10000} are
 * parts of it in other sizes: how many targets, in how many account-regions. {@code -Ddaemon.jvm} has other options for its JVM.
 */
public final class FleetBench {
    private FleetBench() {}

    /** Prints Markdown. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        var past = new Past();
        if (arguments.length == 0) {
            scans(past, 1_000, 4_000);
            React.run(past, 1_000);
            Roll.run(past, 300, 1);
        } else {
            int targets = Integer.parseInt(arguments[1]);
            int places = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
            switch (arguments[0]) {
                case "scan" -> Scan.run(past, targets, places);
                case "roll" -> Roll.run(past, targets, places);
                case "react" -> React.run(past, targets);
                default -> throw new IllegalArgumentException("expected scan, roll or react");
            }
        }
        System.exit(0);
    }

    private static void scans(Past past, int some, int more) throws Exception {
        long with = Scan.run(past, some, 3);
        long withMore = Scan.run(past, more, 3);
        Markdown.title("Memory a target", "what", "measured");
        Markdown.row("objects in use, KiB a target", (withMore - with) / 1024.0 / (more - some));
    }
}
