package dev.belay.demo;

import dev.belay.localcloud.Call;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what Belay asks of AWS while nothing happens: {@code src/test/sh/local dev.belay.demo.AtRest s3 100 2 10} for a store, so many
 * targets, replicas, and minutes of counting. Four of five targets are a service, the fifth is a site of four files.
 */
public final class AtRest {
    private static final double SPEED = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private AtRest() {}

    /** Says what it counted, a line for each operation. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        String store = arguments[0];
        int targets = Integer.parseInt(arguments[1]);
        int replicas = Integer.parseInt(arguments[2]);
        int minutes = Integer.parseInt(arguments[3]);
        var daemons = new ArrayList<PackagedDaemon>();
        try (Estate estate = new Estate(targets, SPEED, store)) {
            for (int i = 0; i < replicas; i++) {
                Ports free = Ports.free();
                var ports = new Ports(
                        estate.cloud().endpoint().getPort(),
                        free.cdn(),
                        free.loadBalancer(),
                        free.http(),
                        free.management());
                daemons.add(PackagedDaemon.start(ports, estate.environment(), new File("/dev/null")));
            }
            for (PackagedDaemon daemon : daemons) {
                daemon.awaitReady();
            }
            for (PackagedDaemon daemon : daemons) {
                daemon.await("all are known good", PATIENCE, () -> rest(daemon, targets));
            }
            Thread.sleep(Duration.ofSeconds(30));
            estate.cloud().calls().clear();
            Thread.sleep(Duration.ofMinutes(minutes));
            print(
                    "%s, %d targets, %d replicas: calls a minute, of %d minutes"
                            .formatted(store, targets, replicas, minutes),
                    estate.cloud().calls().all(),
                    minutes);
        } finally {
            daemons.forEach(PackagedDaemon::close);
        }
    }

    private static boolean rest(PackagedDaemon daemon, int targets) throws IOException, InterruptedException {
        String synced = daemon.get(daemon.api("/targets?summary=Synced")).body();
        return synced.split("\"kind\":\"Status\"", -1).length - 1 == targets;
    }

    private static void print(String title, List<Call> calls, int minutes) {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(
                (isStore(call) ? "store " : "") + call.service() + " " + call.operation(), 1, Integer::sum));
        System.out.println(title);
        counts.forEach((what, count) -> System.out.printf("%10.2f  %s%n", (double) count / minutes, what));
    }

    private static boolean isStore(Call call) {
        return call.service().equals("dynamodb") || call.summary().contains("/" + DemoWorld.RECORDS);
    }
}
