package dev.belay.bench.sites;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.bench.Proc;
import dev.belay.demo.PackagedDaemon;
import dev.belay.demo.Ports;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Belay as it is packaged, running all the time; its records and documents are in a bucket of the same server. */
final class Daemon implements Contestant {
    static final String RECORDS = "records";

    /** As the JVM sizes it in a pod of 512 MiB. */
    private static final String HEAP = "-XX:+UseSerialGC -Xms8m -Xmx358m";

    private static final int LOOK_MILLIS = 20;
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final S3Server server;
    private final PackagedDaemon daemon;
    private final Proc process;
    private final Set<String> known = new HashSet<>();

    Daemon(S3Server server) throws InterruptedException {
        this.server = server;
        server.bucket(RECORDS);
        Ports free = Ports.free();
        var ports = new Ports(server.port(), free.cdn(), free.loadBalancer(), free.http(), free.management());
        daemon = PackagedDaemon.start(
                ports,
                Map.of(
                        "BELAY_STORE_KIND",
                        "s3",
                        "BELAY_STORE_S3_BUCKET",
                        RECORDS,
                        // What it does by itself meanwhile would be counted among what a restore takes.
                        "BELAY_RESYNC",
                        "PT1H",
                        "JAVA_OPTS",
                        HEAP),
                new File("target/bench-sites.log"));
        daemon.awaitReady();
        process = new Proc(daemon.pid());
    }

    @Override
    public String name() {
        return "belay";
    }

    private static String bucket(Course course) {
        return "live-" + course.name();
    }

    @Override
    public String prepare(Course course) throws Exception {
        if (known.add(course.name())) {
            course.breakSite(server, bucket(course));
            put("targets", course.name(), """
                    apiVersion: belay.dev/v1
                    kind: Target
                    metadata: {name: %s}
                    spec:
                      soak: PT0S
                      components:
                        web:
                          site:
                            bucket: %s
                            build: s3://%s/%s/{version}/
                            keepOld: PT0S
                    """.formatted(course.name(), bucket(course), Course.BUILDS, course.name()));
            put("pins", course.name(), """
                    apiVersion: belay.dev/v1
                    kind: Pin
                    metadata: {name: %s}
                    spec: {version: bad, by: bench}
                    """.formatted(course.name()));
            await(course, "bad");
            pin(course, "good", revision(course));
        }
        pin(course, "bad", revision(course));
        // As a site is that has been at rest for half a minute, with rollbacks looked into and the site looked at.
        rest();
        reconcile(course);
        rest();
        return bucket(course);
    }

    private void put(String kind, String name, String yaml) {
        server.bucket(RECORDS)
                .put(
                        kind + "/" + name + ".yaml",
                        StoredObject.of(yaml.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "text/yaml")));
    }

    @Override
    public Usage restore(Course course) throws Exception {
        process.forgetPeak();
        String seen = revision(course);
        long cpu = process.cpuMillis();
        long begun = System.nanoTime();
        pin(course, "good", seen);
        var usage = new Usage(begun, System.nanoTime(), process.cpuMillis() - cpu, process.peakMebibytes());
        // That rollbacks are looked into afterwards is not to fall into somebody else's turn.
        rest();
        return usage;
    }

    private String revision(Course course) {
        return daemon.json("/targets/" + course.name()).at("/pin/revision").asText();
    }

    private void pin(Course course, String version, String seen) throws Exception {
        var answer = daemon.send("PUT", "/pins/" + course.name(), "", seen, "{\"version\": \"%s\"}".formatted(version));
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException("the pin was answered with " + answer.statusCode() + ": " + answer.body());
        }
        await(course, version);
    }

    private void await(Course course, String version) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isLive(daemon.json("/targets/" + course.name()), version)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(course.name() + " is not at " + version + " after " + PATIENCE);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static boolean isLive(JsonNode status, String version) {
        JsonNode web = status.at("/components/web");
        return web.path("running").asText().equals(version)
                && web.path("synced").asBoolean();
    }

    @Override
    public Usage look(Course course) throws Exception {
        process.forgetPeak();
        long cpu = process.cpuMillis();
        long begun = System.nanoTime();
        reconcile(course);
        Thread.sleep(10L * LOOK_MILLIS);
        return new Usage(begun, System.nanoTime(), process.cpuMillis() - cpu, process.peakMebibytes());
    }

    private void reconcile(Course course) throws Exception {
        server.forgetLog();
        daemon.send("POST", "/targets/" + course.name() + "/reconcile", "", "", "{}");
        long listings = 0;
        while (listings < pages(course)) {
            Thread.sleep(LOOK_MILLIS);
            listings = server.log().stream()
                    .filter(line ->
                            line.operation() == Operation.LIST && line.bucket().equals(bucket(course)))
                    .count();
        }
    }

    /** Waits until nothing is asked of the site's and the builds' buckets. */
    private void rest() throws InterruptedException {
        long before = -1;
        while (before != asked()) {
            before = asked();
            Thread.sleep(QUIET);
        }
    }

    private long asked() {
        return server.log().stream()
                .filter(line -> !line.bucket().equals(RECORDS))
                .count();
    }

    private static int pages(Course course) {
        return (course.objects() + 999) / 1_000;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
