package dev.belay.localcloud.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** That policies count on the wire: for whom they are attached to, and for nobody else. */
class GuardTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/belay";

    private final LocalCloud cloud = LocalCloud.start();
    private final StaticCredentialsProvider alice =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("alice", "secret"));
    private final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .build();
    private final S3Client hers = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .credentialsProvider(alice)
            .build();

    @BeforeEach
    void bucket() {
        s3.createBucket(request -> request.bucket("records"));
        put(s3, "pins/a.yaml");
        put(s3, "targets/a.yaml");
    }

    @AfterEach
    void close() {
        s3.close();
        hers.close();
        cloud.close();
    }

    @Test
    void what_is_not_allowed_is_denied_to_whom_it_was_not_allowed_alone() {
        cloud.guard().attach("alice", allowing("\"s3:PutObject\"", "arn:aws:s3:::records/pins/*"));
        put(hers, "pins/a.yaml");
        assertDenied(() -> put(hers, "targets/a.yaml"));
        assertDenied(() -> hers.copyObject(copy -> copy.sourceBucket("records")
                .sourceKey("targets/a.yaml")
                .destinationBucket("records")
                .destinationKey("pins/b.yaml")));
        put(s3, "targets/a.yaml");
        assertThat(cloud.guard().refusals())
                .containsExactly(
                        "alice: s3:GetObject on arn:aws:s3:::records/targets/a.yaml",
                        "alice: s3:PutObject on arn:aws:s3:::records/targets/a.yaml");
    }

    @Test
    void what_is_not_there_is_told_to_whom_may_list_alone() {
        cloud.guard().attach("alice", allowing("\"s3:GetObject\"", "arn:aws:s3:::records/*"));
        assertDenied(
                () -> hers.getObjectAsBytes(request -> request.bucket("records").key("pins/none.yaml")));
        cloud.guard().attach("alice", allowing("\"s3:GetObject\", \"s3:ListBucket\"", "arn:aws:s3:::records*"));
        assertThatThrownBy(() -> hers.getObjectAsBytes(
                        request -> request.bucket("records").key("pins/none.yaml")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void a_buckets_policy_binds_everybody() {
        cloud.guard().bucket("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
                  "Resource": "arn:aws:s3:::records/targets/*"}]}""");
        put(hers, "pins/a.yaml");
        assertDenied(() -> put(hers, "targets/a.yaml"));
        assertDenied(() -> put(s3, "targets/a.yaml"));
    }

    @Test
    void a_service_that_is_not_named_is_denied_in_its_own_words() {
        cloud.guard()
                .attach(
                        "alice",
                        allowing("\"ecs:UpdateService\"", "arn:aws:ecs:eu-north-1:000000000000:service/c/api"));
        try (var ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint())
                .credentialsProvider(alice)
                .build()) {
            assertThatThrownBy(() ->
                            ecs.updateService(request -> request.cluster("c").service("other")))
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void a_role_is_assumed_by_whom_it_trusts_and_its_keys_are_good_for_what_it_may() {
        cloud.guard().trust(ROLE, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "alice"}, "Action": "sts:AssumeRole",
                  "Condition": {"StringEquals": {"sts:ExternalId": "shop"}}}]}""");
        cloud.guard().attach(ROLE, allowing("\"s3:PutObject\"", "arn:aws:s3:::records/pins/*"));
        try (var sts = Aws.pointed(StsClient.builder(), cloud.endpoint())
                .credentialsProvider(alice)
                .build()) {
            assertThatThrownBy(() -> sts.assumeRole(request ->
                            request.roleArn(ROLE).roleSessionName("s").externalId("other")))
                    .isInstanceOf(StsException.class);
            var keys = sts.assumeRole(request ->
                            request.roleArn(ROLE).roleSessionName("s").externalId("shop"))
                    .credentials();
            try (var inRole = Aws.pointed(S3Client.builder(), cloud.endpoint())
                    .forcePathStyle(true)
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())))
                    .build()) {
                put(inRole, "pins/a.yaml");
                assertDenied(() -> put(inRole, "targets/a.yaml"));
            }
        }
    }

    private static void put(S3Client client, String key) {
        client.putObject(request -> request.bucket("records").key(key), RequestBody.fromString(key));
    }

    private static void assertDenied(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(403));
    }

    private static String allowing(String actions, String resource) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": [%s], "Resource": "%s"}]}""".formatted(actions, resource);
    }
}
