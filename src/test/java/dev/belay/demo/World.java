package dev.belay.demo;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.demo.DemoWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What is so in AWS, asked of AWS and of what users get, never of Belay. */
final class World implements AutoCloseable {
    private final Ports ports;
    private final EcsClient ecs;
    private final S3Client s3;
    private final HttpClient http = HttpClient.newHttpClient();

    World(Ports ports) {
        this.ports = ports;
        URI endpoint = URI.create("http://127.0.0.1:" + ports.cloud());
        ecs = Aws.pointed(EcsClient.builder(), endpoint).build();
        s3 = Aws.pointed(S3Client.builder(), endpoint).forcePathStyle(true).build();
    }

    EcsClient ecs() {
        return ecs;
    }

    S3Client s3() {
        return s3;
    }

    /** Everything that is not as a version should be; empty when all is. */
    List<String> differences(String version, String taskDefinition) throws IOException, InterruptedException {
        var found = new ArrayList<String>();
        service(taskDefinition, found);
        site(version, found);
        served(version, found);
        return found;
    }

    private void service(String taskDefinition, List<String> found) {
        Service service = ecs.describeServices(
                        request -> request.cluster(DemoWorld.CLUSTER).services(DemoWorld.SERVICE))
                .services()
                .getFirst();
        expect(found, "the service's task definition", taskDefinition, label(service.taskDefinition()));
        expect(found, "deployments", "1", Integer.toString(service.deployments().size()));
        Deployment primary = service.deployments().getFirst();
        expect(found, "the deployment", DeploymentRolloutState.COMPLETED.toString(), primary.rolloutStateAsString());
        expect(
                found,
                "running tasks",
                Integer.toString(service.desiredCount()),
                Integer.toString(service.runningCount()));
    }

    private static String label(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private void site(String version, List<String> found) {
        SortedMap<String, String> live = objects(DemoWorld.BUCKET, "");
        objects(DemoWorld.BUILDS, "dist-prod-" + version + "/")
                .forEach((key, etag) -> expect(found, "s3://" + DemoWorld.BUCKET + "/" + key, etag, live.get(key)));
    }

    private SortedMap<String, String> objects(String bucket, String prefix) {
        var objects = new TreeMap<String, String>();
        for (S3Object object : s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix))
                .contents()) {
            objects.put(object.key().substring(prefix.length()), object.eTag());
        }
        return objects;
    }

    private void served(String version, List<String> found) throws IOException, InterruptedException {
        String build = s3.getObjectAsBytes(
                        request -> request.bucket(DemoWorld.BUILDS).key("dist-prod-" + version + "/index.html"))
                .asUtf8String();
        expect(found, "what the CDN serves", build, body("http://127.0.0.1:" + ports.cdn() + "/"));
        String health = body("http://127.0.0.1:" + ports.loadBalancer() + "/health");
        if (!health.contains(version)) {
            found.add("/health answers " + health + ", expected version " + version);
        }
    }

    private String body(String uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void expect(List<String> found, String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            found.add(what + ": " + actual + ", expected " + expected);
        }
    }

    @Override
    public void close() {
        ecs.close();
        s3.close();
    }
}
