package dev.belay.rollout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.EcsApi;
import dev.belay.ecs.EcsTask;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.ecs.TaskDefinition;
import dev.belay.model.AwsScope;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An ECS with one service, which runs at once what it is told to. */
final class OneService implements EcsApi {
    static final String TARGET = """
            apiVersion: belay.dev/v1
            kind: Target
            metadata: {name: shop, labels: {team: shop}}
            spec:
              soak: PT0S
              aws: {region: eu-north-1}
              components:
                api: {ecs: {cluster: prod, service: shop-api, family: shop-api, images: {app: "shop-api:{version}"}}}
              verify:
                - name: health
                  http: {url: https://shop.example/health}
                - name: ready
                  http: {url: https://shop.example/ready}
            """;

    private static final String ARN = "arn:aws:ecs:eu-north-1:123456789012:";
    private static final Instant THEN = Instant.parse("2026-11-20T14:32:00Z");

    int calls;
    private String runs = revision("shop-api:1");
    private int deployments = 1;

    private static String revision(String label) {
        return ARN + "task-definition/" + label;
    }

    @Override
    public SortedMap<String, Reading> describe(AwsScope scope, String cluster, List<String> services) {
        calls++;
        var readings = new TreeMap<String, Reading>();
        services.forEach(name -> readings.put(name, new Reading.Found(service())));
        return Collections.unmodifiableSortedMap(readings);
    }

    private ServiceSnapshot service() {
        var deployment = new ServiceSnapshot.Deployment(
                "ecs-svc/" + deployments,
                ServiceSnapshot.PRIMARY,
                runs,
                2,
                2,
                0,
                0,
                THEN,
                THEN,
                ServiceSnapshot.COMPLETED,
                null);
        return new ServiceSnapshot(
                ARN + "service/prod/shop-api",
                "ACTIVE",
                "ECS",
                "ROLLING",
                runs,
                2,
                2,
                0,
                true,
                List.of(deployment),
                List.of(),
                List.of());
    }

    @Override
    public TaskDefinition taskDefinition(AwsScope scope, String revision) {
        calls++;
        String label = TaskDefinition.label(revision);
        int number = Integer.parseInt(label.substring(label.indexOf(':') + 1));
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("family", "shop-api");
        content.putArray("containerDefinitions").addObject().put("name", "app").put("image", "shop-api:v" + number);
        return new TaskDefinition(revision(label), "shop-api", number, "ACTIVE", THEN, null, content);
    }

    @Override
    public ServiceSnapshot update(
            AwsScope scope, String cluster, String service, String taskDefinition, boolean force) {
        calls++;
        runs = taskDefinition;
        deployments++;
        return service();
    }

    @Override
    public Page revisions(AwsScope scope, String family, @Nullable String next) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> problems(ObjectNode content) {
        return List.of();
    }

    @Override
    public ObjectNode registrable(ObjectNode printed) {
        return printed;
    }

    @Override
    public String register(AwsScope scope, ObjectNode content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<EcsTask> tasks(AwsScope scope, String cluster, String service) {
        calls++;
        return List.of();
    }

    @Override
    public String template(AwsScope scope, String url) {
        throw new UnsupportedOperationException();
    }
}
