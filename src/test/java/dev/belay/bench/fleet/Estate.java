package dev.belay.bench.fleet;

import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.reconcile.VirtualParallel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Targets of one service each, over fifty clusters and some account-regions, in a local cloud with AWS's quotas; every service runs v1 and has
 * a revision of v2. It is laid out beside the wire: thousands of them in seconds, and none of it counts as a call.
 */
final class Estate implements AutoCloseable {
    static final int CLUSTERS = 50;
    static final int A_CALL = 10;
    private static final int AT_ONCE = 8;
    static final String BUCKET = "belay-records";
    static final String PREFIX = "production/";

    /** Where services are: the daemon's own account in its own region, in another one, and another account by a role. */
    private record Place(Scope scope, String aws) {}

    private static final List<Place> PLACES = List.of(
            new Place(new Scope("000000000000", "eu-north-1"), "{region: eu-north-1}"),
            new Place(new Scope("000000000000", "eu-west-1"), "{region: eu-west-1}"),
            new Place(
                    new Scope("111111111111", "eu-north-1"),
                    "{region: eu-north-1, assumeRole: \"arn:aws:iam::111111111111:role/belay\"}"));

    private final LocalCloud cloud;
    private final int targets;
    private final int places;

    /** @param places how many account-regions, three at most */
    Estate(int targets, int places, double speed) {
        this.targets = targets;
        this.places = places;
        cloud = LocalCloud.start(LocalCloud.Options.defaults().speed(speed).quotas());
        for (int cluster = 0; cluster < CLUSTERS; cluster++) {
            ecs(place(cluster).scope(), "CreateCluster", "{\"clusterName\": \"%s\"}".formatted(cluster(cluster)));
        }
        put("/" + BUCKET, "");
        each(this::target);
    }

    static String name(int target) {
        return "t%05d".formatted(target);
    }

    static String cluster(int target) {
        return "c%02d".formatted(target % CLUSTERS);
    }

    private Place place(int target) {
        return PLACES.get(target % CLUSTERS % places);
    }

    Scope scope(int target) {
        return place(target).scope();
    }

    int targets() {
        return targets;
    }

    int places() {
        return places;
    }

    LocalCloud cloud() {
        return cloud;
    }

    /** The fewest calls that read each service once: ten a call, and each call of one cluster. */
    int callsOfAScan() {
        return IntStream.range(0, CLUSTERS)
                .map(cluster -> (targets - cluster + CLUSTERS - 1) / CLUSTERS)
                .map(services -> (services + A_CALL - 1) / A_CALL)
                .sum();
    }

    private void target(int target) {
        String name = name(target);
        for (String version : List.of("v1", "v2")) {
            ecs(scope(target), "RegisterTaskDefinition", """
                    {"family": "%1$s", "containerDefinitions": [{"name": "app", "image": "registry.example/%1$s:%2$s"}]}
                    """.formatted(name, version));
        }
        ecs(scope(target), "CreateService", """
                {"cluster": "%s", "serviceName": "%2$s", "taskDefinition": "%2$s:1", "desiredCount": 1}
                """.formatted(cluster(target), name));
        put("/" + BUCKET + "/" + PREFIX + "targets/" + name + ".yaml", """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: %1$s, labels: {team: fleet}}
                spec:
                  aws: %2$s
                  soak: PT5S
                  components:
                    api:
                      ecs:
                        cluster: %3$s
                        service: %1$s
                        images: {app: "registry.example/%1$s:{version}"}
                """.formatted(
                        name, place(target).aws(), cluster(target)));
        pin(target, "v1");
    }

    /** Pins a target, as whoever edits the record does; its revision. */
    String pin(int target, String version) {
        return put(
                "/" + BUCKET + "/" + PREFIX + "pins/" + name(target) + ".yaml", """
                apiVersion: belay.dev/v1
                kind: Pin
                metadata: {name: %s}
                spec: {version: %s, by: fleet}
                """.formatted(name(target), version));
    }

    /** The id of the deployment that is PRIMARY. */
    String deployment(int target) {
        return Json.parse(ecs(
                                scope(target),
                                "DescribeServices",
                                "{\"cluster\": \"%s\", \"services\": [\"%s\"]}"
                                        .formatted(cluster(target), name(target)))
                        .body())
                .at("/services/0/deployments/0/id")
                .asText();
    }

    /** Does something for each target, eight at once. */
    void each(IntConsumer what) {
        new VirtualParallel().map(IntStream.range(0, targets).boxed().toList(), AT_ONCE, target -> {
            what.accept(target);
            return target;
        });
    }

    private Response ecs(Scope scope, String operation, String json) {
        return ask(
                "ecs",
                "POST",
                "/",
                Map.of("x-amz-target", "AmazonEC2ContainerServiceV20141113." + operation),
                json,
                scope);
    }

    /** Puts an object, or makes a bucket; its ETag, without quotes. */
    String put(String path, String body) {
        return ask("s3", "PUT", path, Map.of(), body, cloud.scope())
                .header("etag")
                .orElse("")
                .replace("\"", "");
    }

    String get(String path) {
        return ask("s3", "GET", path, Map.of(), "", cloud.scope()).text();
    }

    boolean has(String path) {
        return handle("s3", "HEAD", path, Map.of(), "", cloud.scope()).status() == 200;
    }

    private Response ask(
            String service, String method, String path, Map<String, String> headers, String body, Scope scope) {
        Response response = handle(service, method, path, headers, body, scope);
        if (response.status() >= 300) {
            throw new IllegalStateException(service + " refuses " + method + " " + path + ": " + response.text());
        }
        return response;
    }

    private Response handle(
            String service, String method, String path, Map<String, String> headers, String body, Scope scope) {
        return cloud.simulator(service)
                .handle(new Request(
                        method,
                        path,
                        "",
                        new TreeMap<>(headers),
                        body.getBytes(StandardCharsets.UTF_8),
                        scope.region(),
                        scope.account()));
    }

    Map<String, String> environment() {
        return Map.of(
                "BELAY_STORE_KIND", "s3",
                "BELAY_STORE_S3_BUCKET", BUCKET,
                "BELAY_STORE_S3_PREFIX", PREFIX);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
