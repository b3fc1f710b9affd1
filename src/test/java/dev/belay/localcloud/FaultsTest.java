package dev.belay.localcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;

class FaultsTest {
    private final LocalCloud cloud = LocalCloud.start();
    private final EcsClient ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint())
            .overrideConfiguration(c -> c.retryStrategy(b -> b.maxAttempts(1)))
            .build();
    private final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .overrideConfiguration(c -> c.retryStrategy(b -> b.maxAttempts(1)))
            .build();

    @AfterEach
    void close() {
        ecs.close();
        s3.close();
        cloud.close();
    }

    @Test
    void a_throttle_is_spent_after_so_many_calls() {
        cloud.faults().next(2, "ecs", "ListClusters", new Fault.Throttle());
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(ecs::listClusters)
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.isThrottlingException()).isTrue());
        }
        assertThat(ecs.listClusters().clusterArns()).isEmpty();
    }

    @Test
    void each_service_throttles_in_its_own_words() {
        cloud.faults().always("*", "*", new Fault.Throttle());
        assertThatThrownBy(s3::listBuckets)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown"));
        try (StsClient sts = Aws.pointed(StsClient.builder(), cloud.endpoint())
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD))
                .build()) {
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOfSatisfying(
                            AwsServiceException.class,
                            e -> assertThat(e.isThrottlingException()).isTrue());
        }
        assertThat(cloud.calls().count("sts", "GetCallerIdentity")).isEqualTo(3);
        cloud.faults().clear();
        assertThat(s3.listBuckets().buckets()).isEmpty();
    }

    @Test
    void a_lost_reply_has_had_its_effect() {
        cloud.faults().next(1, "ecs", "CreateCluster", new Fault.LostReply());
        assertThatThrownBy(() -> ecs.createCluster(b -> b.clusterName("c"))).isInstanceOf(SdkClientException.class);
        assertThat(ecs.listClusters().clusterArns()).hasSize(1);
        assertThat(cloud.calls().of("ecs", "CreateCluster"))
                .extracting(Call::status)
                .containsExactly(0);
    }

    @Test
    void a_cut_connection_has_had_no_effect() {
        cloud.faults().next(1, "ecs", "CreateCluster", new Fault.Cut());
        assertThatThrownBy(() -> ecs.createCluster(b -> b.clusterName("c"))).isInstanceOf(SdkClientException.class);
        assertThat(ecs.listClusters().clusterArns()).isEmpty();
    }

    @Test
    void a_refusal_hits_only_the_calls_that_say_the_text() {
        cloud.faults().add("s3", "*", "/secret", new Fault.Denied(), Integer.MAX_VALUE);
        s3.createBucket(b -> b.bucket("open"));
        assertThatThrownBy(() -> s3.createBucket(b -> b.bucket("secret")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        cloud.faults().next(1, "ecs", "*", new Fault.Denied());
        assertThatThrownBy(ecs::listClusters)
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("not authorized to perform: ecs:ListClusters");
    }

    @Test
    void an_error_is_said_as_it_was_asked_for() {
        cloud.faults().next(1, "s3", "PutObject", new Fault.Refused(409, "ConditionalRequestConflict", "try again"));
        s3.createBucket(b -> b.bucket("bbb"));
        assertThatThrownBy(() -> s3.putObject(b -> b.bucket("bbb").key("k"), RequestBody.fromString("1")))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ConditionalRequestConflict"));
    }

    @Test
    void calls_are_counted_by_operation() {
        s3.createBucket(b -> b.bucket("bbb"));
        s3.putObject(b -> b.bucket("bbb").key("k"), RequestBody.fromString("1"));
        s3.headObject(b -> b.bucket("bbb").key("k"));
        s3.copyObject(b ->
                b.sourceBucket("bbb").sourceKey("k").destinationBucket("bbb").destinationKey("l"));
        s3.listObjectsV2(b -> b.bucket("bbb"));
        assertThat(cloud.calls().counts().keySet())
                .containsExactly(
                        "s3:CopyObject", "s3:CreateBucket", "s3:HeadObject", "s3:ListObjectsV2", "s3:PutObject");
        assertThat(cloud.calls().of("s3", "CopyObject").getFirst().summary()).contains("/bbb/l", "from bbb/k");
    }

    @Test
    void faults_are_set_and_cleared_by_hand() throws Exception {
        assertThat(send("POST", "/_cloud/faults", "{\"service\": \"ecs\", \"kind\": \"deny\"}"))
                .contains("ecs:*");
        assertThatThrownBy(ecs::listClusters).isInstanceOf(AccessDeniedException.class);
        send("DELETE", "/_cloud/faults", "");
        assertThat(ecs.listClusters().clusterArns()).isEmpty();
        assertThat(send("GET", "/_cloud/calls", "")).contains("ecs:ListClusters 200");
        assertThat(send("POST", "/_cloud/faults", "{\"service\": \"ecs\", \"kind\": \"gremlins\"}"))
                .contains("kind is one of");
        assertThat(send("GET", "/_cloud", "")).contains("POST /_cloud/ecs/version");
    }

    private String send(String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create(cloud.endpoint() + path);
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
