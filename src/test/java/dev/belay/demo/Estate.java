package dev.belay.demo;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.RecordKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Many small targets over one store in a local cloud: services in four of five, of whose second version every other has no revision yet,
 * and sites with a distribution in the fifth. What is so is asked of AWS, never of Belay.
 */
final class Estate implements AutoCloseable {
    private static final String CLUSTER = "fleet";
    private static final String BUILDS = "fleet-builds";
    private static final String RECORDS = DemoWorld.RECORDS;
    private static final int A_CALL = 10;

    private final LocalCloud cloud;
    private final EcsClient ecs;
    private final S3Client s3;
    private final CloudFrontClient cloudFront;
    private final Shelf shelf;
    private final List<String> names;
    private final Map<String, String> pinned = new HashMap<>();
    private final Set<String> moved = new TreeSet<>();
    private final Map<String, Integer> invalidated = new HashMap<>();

    /** Lays it out with everything on v1, and pinned to it. */
    Estate(int targets, double speed) {
        this(targets, speed, "s3");
    }

    /** The same over another store. */
    Estate(int targets, double speed, String store) {
        cloud = LocalCloud.start(LocalCloud.Options.defaults().speed(speed));
        URI endpoint = cloud.endpoint();
        ecs = Aws.pointed(EcsClient.builder(), endpoint).build();
        s3 = Aws.pointed(S3Client.builder(), endpoint).forcePathStyle(true).build();
        cloudFront = Aws.pointed(CloudFrontClient.builder(), endpoint).build();
        shelf = Shelf.of(store, cloud, Path.of("unused"));
        names = IntStream.range(0, targets).mapToObj("t%03d"::formatted).toList();
        ecs.createCluster(request -> request.clusterName(CLUSTER));
        s3.createBucket(request -> request.bucket(BUILDS));
        s3.createBucket(request -> request.bucket(RECORDS));
        cloud.dynamoDb().createTable(DemoWorld.TABLE, "kind", "name");
        for (String name : names) {
            if (isSite(name)) {
                site(name);
            } else {
                service(name);
            }
            pin(name, "v1");
        }
    }

    private static boolean isSite(String name) {
        return Integer.parseInt(name.substring(1)) % 5 == 4;
    }

    private void service(String name) {
        revision(name, "v1");
        if (Integer.parseInt(name.substring(1)) % 2 == 0) {
            revision(name, "v2");
        }
        ecs.createService(request -> request.cluster(CLUSTER)
                .serviceName(name)
                .taskDefinition(name + ":1")
                .desiredCount(1));
        record(RecordKind.TARGET, "Target", name, """
                  soak: PT5S
                  components:
                    api:
                      ecs:
                        cluster: %s
                        service: %s
                        images: {app: "registry.example/%s:{version}"}
                """.formatted(CLUSTER, name, name));
    }

    private void revision(String name, String version) {
        ecs.registerTaskDefinition(request -> request.family(name)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("registry.example/" + name + ":" + version)
                        .build()));
    }

    private void site(String name) {
        s3.createBucket(request -> request.bucket("live-" + name));
        for (String version : List.of("v1", "v2")) {
            for (String file : List.of("index.html", "about.html", "app-" + version + ".js", "style.css")) {
                put(BUILDS, name + "-" + version + "/" + file, file + " of " + version);
            }
        }
        for (String file : List.of("index.html", "about.html", "app-v1.js", "style.css")) {
            put("live-" + name, file, file + " of v1");
        }
        cloud.cloudFront().seedDistribution(distribution(name), "live-" + name, "");
        record(RecordKind.TARGET, "Target", name, """
                  soak: PT5S
                  components:
                    web:
                      site:
                        bucket: live-%s
                        build: s3://%s/%s-{version}/
                        distributions: [%s]
                """.formatted(name, BUILDS, name, distribution(name)));
    }

    private void put(String bucket, String key, String body) {
        s3.putObject(
                request -> request.bucket(bucket).key(key).contentType("text/plain"), RequestBody.fromString(body));
    }

    private static String distribution(String name) {
        return "EFLEET" + name.toUpperCase(java.util.Locale.ROOT);
    }

    private void record(RecordKind kind, String word, String name, String spec) {
        shelf.put(
                kind,
                name,
                "apiVersion: belay.dev/v1\nkind: %s\nmetadata: {name: %s}\nspec:\n%s".formatted(word, name, spec));
    }

    LocalCloud cloud() {
        return cloud;
    }

    List<String> names() {
        return names;
    }

    Map<String, String> environment() {
        return shelf.environment();
    }

    /** Pins a target, as whoever edits the record does. */
    void pin(String name, String version) {
        record(RecordKind.PIN, "Pin", name, "  {version: %s, by: fleet}\n".formatted(version));
        pinned.put(name, version);
        moved.add(name);
    }

    /** Everything that is not as pinned; empty when all is. */
    List<String> differences() {
        var found = new ArrayList<String>();
        List<String> services = names.stream().filter(name -> !isSite(name)).toList();
        for (int from = 0; from < services.size(); from += A_CALL) {
            List<String> some = services.subList(from, Math.min(services.size(), from + A_CALL));
            ecs.describeServices(request -> request.cluster(CLUSTER).services(some))
                    .services()
                    .forEach(service -> differences(service, found));
        }
        names.stream().filter(Estate::isSite).forEach(name -> siteDifferences(name, found));
        return found;
    }

    private void differences(Service service, List<String> found) {
        String image = ecs.describeTaskDefinition(request -> request.taskDefinition(service.taskDefinition()))
                .taskDefinition()
                .containerDefinitions()
                .getFirst()
                .image();
        if (!image.endsWith(":" + pinned.get(service.serviceName()))
                || service.deployments().size() > 1) {
            found.add(service.serviceName() + " runs " + image + " in "
                    + service.deployments().size() + " deployments");
        }
    }

    private void siteDifferences(String name, List<String> found) {
        String version = pinned.get(name);
        for (S3Object built : s3.listObjectsV2(request -> request.bucket(BUILDS).prefix(name + "-" + version + "/"))
                .contents()) {
            String file = built.key().substring(built.key().indexOf('/') + 1);
            boolean same = s3
                    .listObjectsV2(request -> request.bucket("live-" + name).prefix(file))
                    .contents()
                    .stream()
                    .anyMatch(live -> live.key().equals(file) && live.eTag().equals(built.eTag()));
            if (!same) {
                found.add(name + "/" + file + " is not that of " + version);
            }
        }
    }

    /** From now on it is counted what is done. */
    void count() {
        cloud.calls().clear();
        moved.clear();
        names.stream().filter(Estate::isSite).forEach(name -> invalidated.put(name, invalidations(name)));
    }

    /** What was done more, or less, often than once for each pin: as AWS counts it. */
    List<String> repeated() {
        var found = new ArrayList<String>();
        Map<String, Integer> updates = new HashMap<>();
        cloud.calls()
                .of("ecs", "UpdateService")
                .forEach(call -> names.stream()
                        .filter(name -> call.summary().contains("\"" + name + "\""))
                        .forEach(name -> updates.merge(name, 1, Integer::sum)));
        for (String name : names) {
            int expected = moved.contains(name) ? 1 : 0;
            if (isSite(name)) {
                expect(found, name + ": invalidations", expected, invalidations(name) - invalidated.get(name));
            } else {
                expect(found, name + ": updates", expected, updates.getOrDefault(name, 0));
                int revisions = ecs.listTaskDefinitions(request -> request.familyPrefix(name))
                        .taskDefinitionArns()
                        .size();
                boolean hadTwo = Integer.parseInt(name.substring(1)) % 2 == 0;
                expect(found, name + ": revisions", hadTwo || expected == 1 ? 2 : 1, revisions);
            }
        }
        return found;
    }

    private int invalidations(String name) {
        return cloudFront
                .listInvalidations(request -> request.distributionId(distribution(name)))
                .invalidationList()
                .items()
                .size();
    }

    private static void expect(List<String> found, String what, int expected, int actual) {
        if (expected != actual) {
            found.add(what + ": " + actual + ", expected " + expected);
        }
    }

    /** Outcomes of the rollouts that are kept of those that were moved. */
    Map<String, List<String>> outcomes() {
        var outcomes = new HashMap<String, List<String>>();
        for (S3Object kept : s3.listObjectsV2Paginator(
                        request -> request.bucket(RECORDS).prefix("production/rollouts/"))
                .contents()) {
            String target = Path.of(kept.key()).getName(2).toString();
            String text = s3.getObjectAsBytes(request -> request.bucket(RECORDS).key(kept.key()))
                    .asUtf8String();
            String outcome = text.replaceFirst("(?s).*\"outcome\":\"([A-Z_]+)\".*", "$1");
            outcomes.computeIfAbsent(target, name -> new ArrayList<>()).add(outcome);
        }
        return outcomes;
    }

    @Override
    public void close() {
        ecs.close();
        s3.close();
        cloudFront.close();
        cloud.close();
    }
}
