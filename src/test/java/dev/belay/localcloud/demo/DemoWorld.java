package dev.belay.localcloud.demo;

import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.ecs.ImageBehaviour;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shop: version 20261119-0900 is live and good; 20261120-1430 is built and bad: its {@code /health} answers 500 while
 * ECS, whose target group asks {@code /ready}, calls it stable. Lives in the cloud's default account and region.
 */
public final class DemoWorld {
    public static final String GOOD = "20261119-0900";
    public static final String BAD = "20261120-1430";
    public static final String CLUSTER = "shop-prod";
    public static final String SERVICE = "shop-api";
    public static final String FAMILY = "shop-api";
    public static final String BUCKET = "shop-frontend";
    public static final String BUILDS = "shop-builds";
    public static final String RECORDS = "belay-records";
    public static final String TABLE = "belay";
    public static final String DISTRIBUTION = "E2EXAMPLE";

    private final LocalCloud cloud;

    private DemoWorld(LocalCloud cloud) {
        this.cloud = cloud;
    }

    /** Lays the world out; the service has begun to start. None of it is counted as a call. */
    public static void seed(LocalCloud cloud) {
        DemoWorld world = new DemoWorld(cloud);
        world.buckets();
        world.service();
        cloud.dynamoDb().createTable(TABLE, "kind", "name");
        cloud.cloudFront().seedDistribution(DISTRIBUTION, BUCKET, "");
    }

    private void buckets() {
        for (String bucket : List.of(BUCKET, BUILDS, RECORDS)) {
            s3("/" + bucket, Map.of(), new byte[0]);
        }
        build(GOOD, "#1a7f37");
        build(BAD, "#cf222e");
        SiteBuild.of(GOOD, "#1a7f37").forEach((path, file) -> file("/" + BUCKET + "/" + path, file));
        file("/" + BUCKET + "/uploads/photo-1.txt", new SiteBuild.File("text/plain", "no-store", "a customer's own\n"));
    }

    private void build(String version, String colour) {
        SiteBuild.of(version, colour)
                .forEach((path, file) -> file("/" + BUILDS + "/dist-prod-" + version + "/" + path, file));
    }

    private void file(String path, SiteBuild.File file) {
        s3(path, Map.of("content-type", file.type(), "cache-control", file.cache()), file.bytes());
    }

    private void s3(String path, Map<String, String> headers, byte[] body) {
        ask("s3", "PUT", path, headers, body);
    }

    private void service() {
        String good = cloud.ecr().push(cloud.scope(), "shop-api", GOOD);
        String bad = cloud.ecr().push(cloud.scope(), "shop-api", BAD);
        cloud.ecs().behave("shop-api:" + BAD, ImageBehaviour.unhealthy());
        String group = cloud.targetGroups()
                .create(cloud.scope(), "shop-api", 8080, "/ready")
                .arn();
        ecs("CreateCluster", "{\"clusterName\": \"" + CLUSTER + "\"}");
        ecs("RegisterTaskDefinition", taskDefinition(good));
        ecs("RegisterTaskDefinition", taskDefinition(bad));
        ecs("CreateService", """
                {"cluster": "%s", "serviceName": "%s", "taskDefinition": "%s:1", "desiredCount": 2, "launchType": "FARGATE",
                 "deploymentConfiguration": {"maximumPercent": 200, "minimumHealthyPercent": 100,
                   "deploymentCircuitBreaker": {"enable": true, "rollback": true}},
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}},
                 "loadBalancers": [{"targetGroupArn": "%s", "containerName": "app", "containerPort": 8080}],
                 "tags": [{"key": "team", "value": "shop"}]}""".formatted(CLUSTER, SERVICE, FAMILY, group));
    }

    private String taskDefinition(String image) {
        return """
                {"family": "%s", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
                 "executionRoleArn": "arn:aws:iam::%s:role/ecsTaskExecutionRole",
                 "containerDefinitions": [
                   {"name": "app", "image": "%s", "portMappings": [{"containerPort": 8080}],
                    "environment": [{"name": "STAGE", "value": "prod"}, {"name": "LOG_LEVEL", "value": "info"}],
                    "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/shop/api"}}},
                   {"name": "log-router", "image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable", "essential": false}],
                 "tags": [{"key": "team", "value": "shop"}]}""".formatted(FAMILY, cloud.scope().account(), image);
    }

    private void ecs(String operation, String json) {
        ask(
                "ecs",
                "POST",
                "/",
                Map.of("x-amz-target", "AmazonEC2ContainerServiceV20141113." + operation),
                json.getBytes(StandardCharsets.UTF_8));
    }

    private void ask(String service, String method, String path, Map<String, String> headers, byte[] body) {
        Request request = new Request(
                method,
                path,
                "",
                new TreeMap<>(headers),
                body,
                cloud.scope().region(),
                cloud.scope().account());
        Response response = cloud.simulator(service).handle(request);
        if (response.status() >= 300) {
            throw new IllegalStateException(service + " refuses " + method + " " + path + ": " + response.text());
        }
    }
}
