package dev.belay.bench.fleet;

import dev.belay.bench.Proc;
import dev.belay.demo.PackagedDaemon;
import dev.belay.demo.Ports;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A packaged daemon over an estate, with the heap that the JVM gives itself in the chart's pod of 512 MiB. */
final class Running implements AutoCloseable {
    static final String JVM = "-XX:+UseSerialGC -Xms8m -Xmx358m";
    private static final int A_FEW = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(60);

    private final PackagedDaemon daemon;
    private final Instant startedAt = Instant.now();

    private Running(PackagedDaemon daemon) {
        this.daemon = daemon;
    }

    static Running over(Estate estate, Map<String, String> settings) throws IOException {
        Ports free = Ports.free();
        var environment = new HashMap<>(estate.environment());
        environment.put("JAVA_OPTS", System.getProperty("daemon.jvm", JVM));
        environment.putAll(settings);
        File log = File.createTempFile("belay-bench-", ".log");
        if (System.getProperty("daemon.log") == null) {
            log.deleteOnExit();
        } else {
            System.out.println("log: " + log);
        }
        return new Running(PackagedDaemon.start(
                new Ports(
                        estate.cloud().endpoint().getPort(),
                        free.cdn(),
                        free.loadBalancer(),
                        free.http(),
                        free.management()),
                environment,
                log));
    }

    PackagedDaemon daemon() {
        return daemon;
    }

    Instant startedAt() {
        return startedAt;
    }

    Proc figures() {
        return new Proc(daemon.pid());
    }

    void await(String what, PackagedDaemon.Question question) throws InterruptedException {
        daemon.await(what, PATIENCE, question);
    }

    /** Waits until so many targets are as the word says. */
    void await(String summary, int targets) throws InterruptedException {
        await(targets + " are " + summary, () -> count(summary) == targets);
    }

    /** Waits until nothing is written any more but the lease: the work of a start is done. */
    void awaitRest(Tally tally) throws InterruptedException {
        await("nothing is written any more", () -> {
            int before = tally.count("s3 PutObject");
            Thread.sleep(Duration.ofSeconds(10));
            return tally.count("s3 PutObject") - before < A_FEW;
        });
    }

    int count(String summary) throws IOException, InterruptedException {
        return daemon.get(daemon.api("/targets?summary=" + summary)).body().split("\"kind\":\"Status\"", -1).length - 1;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
