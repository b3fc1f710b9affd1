package dev.belay.localcloud.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.ecs.ImageBehaviour;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

class DemoWorldTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud = LocalCloud.start(
            LocalCloud.Options.defaults().account("123456789012").clock(clock));
    private final EcsClient ecs =
            Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();
    private final URI service;

    DemoWorldTest() {
        DemoWorld.seed(cloud);
        service = cloud.loadBalancer(DemoWorld.CLUSTER, DemoWorld.SERVICE, 0);
        clock.advanceSeconds(20);
    }

    @AfterEach
    void close() {
        ecs.close();
        cloud.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return get(URI.create(service + path));
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private void deploy(String definition) {
        ecs.updateService(
                b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition(definition));
        clock.advanceSeconds(20);
    }

    @Test
    void the_good_version_answers_and_the_bad_one_fails_its_health_route_only() throws Exception {
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"version\":\"20261119-0900\"");
        deploy("shop-api:2");
        var deployments = ecs.describeServices(b -> b.cluster(DemoWorld.CLUSTER).services(DemoWorld.SERVICE))
                .services()
                .getFirst()
                .deployments();
        assertThat(deployments)
                .singleElement()
                .satisfies(d -> assertThat(d.rolloutStateAsString()).isEqualTo("COMPLETED"));
        assertThat(get("/health").statusCode()).isEqualTo(500);
        assertThat(get("/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health").body()).contains("\"version\":\"20261120-1430\"");
    }

    @Test
    void users_are_served_by_all_healthy_tasks_in_turn_and_by_none_with_503() throws Exception {
        Set<String> bodies = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            bodies.add(get("/items").body());
        }
        assertThat(bodies).hasSize(2);
        cloud.ecs().scale(cloud.scope(), DemoWorld.CLUSTER, DemoWorld.SERVICE, 0);
        assertThat(get("/items").statusCode()).isEqualTo(503);
    }

    @Test
    void targets_go_from_initial_to_healthy_and_drain() {
        try (var elb = Aws.pointed(ElasticLoadBalancingV2Client.builder(), cloud.endpoint())
                .build()) {
            String group = elb.describeTargetGroups().targetGroups().getFirst().targetGroupArn();
            ecs.updateService(
                    b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).forceNewDeployment(true));
            clock.advanceSeconds(4.5);
            assertThat(states(elb, group)).containsExactlyInAnyOrder("healthy", "healthy", "initial", "initial");
            clock.advanceSeconds(2);
            assertThat(states(elb, group)).containsExactlyInAnyOrder("draining", "draining", "healthy", "healthy");
            clock.advanceSeconds(10);
            assertThat(states(elb, group)).containsExactly("healthy", "healthy");
            elb.modifyTargetGroup(b -> b.targetGroupArn(group).healthCheckPort("9999"));
            assertThat(states(elb, group)).containsOnly("unhealthy");
            assertThatThrownBy(() -> elb.describeTargetHealth(b -> b.targetGroupArn(group + "0")))
                    .isInstanceOf(TargetGroupNotFoundException.class);
        }
    }

    private static java.util.List<String> states(ElasticLoadBalancingV2Client elb, String group) {
        return elb.describeTargetHealth(b -> b.targetGroupArn(group)).targetHealthDescriptions().stream()
                .map(d -> d.targetHealth().state())
                .map(TargetHealthStateEnum::toString)
                .toList();
    }

    @Test
    void an_image_that_the_registry_let_go_cannot_be_pulled() {
        cloud.ecr().expire(cloud.scope(), "shop-api", DemoWorld.GOOD);
        cloud.ecs().behave("shop-api:" + DemoWorld.BAD, ImageBehaviour.healthy());
        ecs.updateService(
                b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).forceNewDeployment(true));
        clock.advanceSeconds(6);
        var stopped = ecs.listTasks(b -> b.cluster(DemoWorld.CLUSTER).desiredStatus(DesiredStatus.STOPPED));
        assertThat(ecs.describeTasks(b -> b.cluster(DemoWorld.CLUSTER).tasks(stopped.taskArns()))
                        .tasks())
                .allSatisfy(task -> assertThat(task.stoppedReason()).startsWith("CannotPullContainerError"));
    }

    @Test
    void images_are_found_by_tag_and_by_the_digest_that_the_task_runs() {
        try (var ecr = Aws.pointed(EcrClient.builder(), cloud.endpoint()).build()) {
            String digest = ecr.describeImages(b -> b.repositoryName("shop-api").imageIds(tag(DemoWorld.GOOD)))
                    .imageDetails()
                    .getFirst()
                    .imageDigest();
            var running = ecs.listTasks(b -> b.cluster(DemoWorld.CLUSTER)).taskArns();
            assertThat(ecs.describeTasks(b -> b.cluster(DemoWorld.CLUSTER).tasks(running))
                            .tasks())
                    .allSatisfy(task -> assertThat(task.containers().getFirst().imageDigest())
                            .isEqualTo(digest));
            assertThatThrownBy(() ->
                            ecr.describeImages(b -> b.repositoryName("shop-api").imageIds(tag("never"))))
                    .isInstanceOf(ImageNotFoundException.class);
            assertThatThrownBy(() -> ecr.describeImages(b -> b.repositoryName("never")))
                    .isInstanceOf(RepositoryNotFoundException.class);
            var got = ecr.batchGetImage(b -> b.repositoryName("shop-api").imageIds(tag(DemoWorld.BAD), tag("never")));
            assertThat(got.images()).hasSize(1);
            assertThat(got.failures()).hasSize(1);
            ecr.putImage(b -> b.repositoryName("shop-api").imageTag("new").imageManifest("{}"));
            assertThat(ecr.describeImages(b -> b.repositoryName("shop-api")).imageDetails())
                    .hasSize(4);
        }
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }

    @Test
    void an_assumed_role_acts_in_its_own_account() {
        try (var sts = Aws.pointed(StsClient.builder(), cloud.endpoint()).build()) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
            var keys = sts.assumeRole(b ->
                            b.roleArn("arn:aws:iam::999988887777:role/belay").roleSessionName("s"))
                    .credentials();
            var session = software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
                    keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
            try (var other = Aws.pointed(EcsClient.builder(), cloud.endpoint())
                    .credentialsProvider(() -> session)
                    .build()) {
                assertThat(other.listClusters().clusterArns()).isEmpty();
                assertThat(other.createCluster(b -> b.clusterName("theirs"))
                                .cluster()
                                .clusterArn())
                        .contains(":999988887777:");
            }
        }
    }

    private HttpResponse<String> login(HttpClient http, String password) throws Exception {
        return http.send(
                HttpRequest.newBuilder(service.resolve("/login"))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"user\": \"probe\", \"password\": \"" + password + "\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> discover(HttpClient http, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(service.resolve("/discover"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void who_logs_in_with_the_probes_secret_finds_items_with_token_and_cookie() throws Exception {
        try (var secrets = Aws.pointed(SecretsManagerClient.builder(), cloud.endpoint())
                        .build();
                HttpClient http = HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .build();
                HttpClient without = HttpClient.newHttpClient()) {
            String password = secrets.getSecretValue(b -> b.secretId("shop/probe-password"))
                    .secretString();
            assertThat(login(http, "guessed").statusCode()).isEqualTo(401);
            String token =
                    Json.parse(login(http, password).body()).path("token").asText();
            assertThat(discover(http, token).body()).contains("items");
            assertThat(discover(http, "other").statusCode()).isEqualTo(401);
            assertThat(discover(without, token).statusCode()).isEqualTo(401);
            deploy("shop-api:2");
            assertThat(login(http, password).statusCode()).isEqualTo(500);
        }
    }

    @Test
    void an_alarm_watches_the_shop_and_is_content() {
        try (var cloudWatch =
                Aws.pointed(CloudWatchClient.builder(), cloud.endpoint()).build()) {
            assertThat(cloudWatch
                            .describeAlarms(b -> b.alarmNames(DemoWorld.ALARM))
                            .metricAlarms())
                    .singleElement()
                    .satisfies(alarm -> assertThat(alarm.stateValue()).isEqualTo(StateValue.OK));
        }
    }

    @Test
    void users_see_the_old_page_until_it_is_invalidated() throws Exception {
        URI site = cloud.cdn(DemoWorld.DISTRIBUTION, 0);
        try (var s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
                        .forcePathStyle(true)
                        .build();
                var cloudFront = Aws.pointed(CloudFrontClient.builder(), cloud.endpoint())
                        .region(software.amazon.awssdk.regions.Region.AWS_GLOBAL)
                        .build()) {
            assertThat(get(site).body()).contains(DemoWorld.GOOD);
            s3.copyObject(b -> b.sourceBucket(DemoWorld.BUILDS)
                    .sourceKey("dist-prod-" + DemoWorld.BAD + "/index.html")
                    .destinationBucket(DemoWorld.BUCKET)
                    .destinationKey("index.html"));
            assertThat(get(site).body()).contains(DemoWorld.GOOD);
            cloudFront.createInvalidation(b -> b.distributionId(DemoWorld.DISTRIBUTION)
                    .invalidationBatch(
                            i -> i.callerReference("1").paths(p -> p.items("/*").quantity(1))));
            assertThat(get(site).body()).contains(DemoWorld.GOOD);
            clock.advanceSeconds(60);
            assertThat(get(site).body()).contains(DemoWorld.BAD);
            assertThat(get(site).headers().firstValue("content-type")).contains("text/html; charset=utf-8");
            assertThat(cloud.calls().count("s3", "GetObject")).isZero();
        }
    }

    @Test
    void every_file_that_a_page_names_is_in_its_build() {
        try (var s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
                .forcePathStyle(true)
                .build()) {
            for (String version : new String[] {DemoWorld.GOOD, DemoWorld.BAD, DemoWorld.EARLIER}) {
                String prefix = "dist-prod-" + version + "/";
                var keys = s3.listObjectsV2(b -> b.bucket(DemoWorld.BUILDS).prefix(prefix)).contents().stream()
                        .map(S3Object::key)
                        .toList();
                String page = s3.getObjectAsBytes(
                                b -> b.bucket(DemoWorld.BUILDS).key(prefix + "index.html"))
                        .asUtf8String();
                var named = Pattern.compile("(?:src|href)=\"/([^\"]+)\"")
                        .matcher(page)
                        .results()
                        .map(m -> prefix + m.group(1))
                        .toList();
                assertThat(named).hasSizeGreaterThan(3);
                assertThat(keys).containsAll(named).hasSize(12);
            }
            assertThat(s3.headObject(b -> b.bucket(DemoWorld.BUCKET).key("index.html"))
                            .contentType())
                    .isEqualTo("text/html; charset=utf-8");
        }
    }
}
