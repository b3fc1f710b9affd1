package dev.belay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.model.RecordKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Many small services in the local cloud, a target for each, watched by the daemon like any other. */
public final class Fleet implements AutoCloseable {
    private static final String CLUSTER = "fleet";
    private static final String IMAGE = "public.ecr.aws/nginx/nginx:1";
    private static final List<String> TEAMS = List.of("billing", "catalog", "identity", "search");

    private final Shop shop;
    private final String name;
    private final int size;

    /** @param name of all of them, with a number after it */
    Fleet(Shop shop, String name, int size) {
        this.shop = shop;
        this.name = name;
        this.size = size;
        services();
        IntStream.range(0, size).forEach(i -> write(i, "1"));
    }

    /** Asked of the simulator itself: by the SDK that would be 2,000 calls over HTTP before a test can begin. */
    private void services() {
        ask("CreateCluster", "{'clusterName': '%s'}".formatted(CLUSTER));
        ask(
                "RegisterTaskDefinition",
                "{'family': '%s', 'containerDefinitions': [{'name': 'app', 'image': '%s'}]}".formatted(CLUSTER, IMAGE));
        for (int i = 0; i < size; i++) {
            ask(
                    "CreateService",
                    "{'cluster': '%1$s', 'serviceName': '%2$s', 'taskDefinition': '%1$s', 'desiredCount': 1}"
                            .formatted(CLUSTER, name(i)));
        }
    }

    private void ask(String operation, String json) {
        var cloud = shop.cloud();
        Response response = cloud.simulator("ecs")
                .handle(new Request(
                        "POST",
                        "/",
                        "",
                        Map.of("x-amz-target", "AmazonEC2ContainerServiceV20141113." + operation),
                        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                        cloud.scope().region(),
                        cloud.scope().account()));
        if (response.status() != 200) {
            throw new IllegalStateException(operation + " is refused: " + response.text());
        }
    }

    public int size() {
        return size;
    }

    public String name(int number) {
        return "%s-%04d".formatted(name, number);
    }

    /** Writes one's record with another label, which moves nothing but is said in its status. */
    public void write(int number, String wave) {
        shop.put(RecordKind.TARGET, name(number), """
                apiVersion: belay.dev/v1
                kind: Target
                metadata: {name: %1$s, labels: {team: %2$s, wave: "%3$s"}}
                spec:
                  aws: {region: eu-north-1}
                  components: {api: {ecs: {cluster: fleet, service: %1$s}}}
                """.formatted(name(number), TEAMS.get(number % TEAMS.size()), wave));
    }

    /** Waits until the daemon has looked at each: they run, and nobody pinned them yet. */
    public void awaitSeen() throws InterruptedException {
        shop.await("all " + size + " are seen", Duration.ofMinutes(2), () -> seen() == size);
    }

    private long seen() {
        long count = 0;
        for (JsonNode one : shop.json("/targets?summary=Unpinned").path("items")) {
            count += one.at("/metadata/name").asText().startsWith(name + "-") ? 1 : 0;
        }
        return count;
    }

    /** They are no longer Belay's. */
    @Override
    public void close() {
        for (int i = 0; i < size; i++) {
            shop.delete(RecordKind.TARGET, name(i));
        }
    }
}
