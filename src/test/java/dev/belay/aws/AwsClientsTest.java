package dev.belay.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.belay.aws.TinyAws.Answer;
import dev.belay.aws.TinyAws.Asked;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The SDK's real clients over HTTP. */
@Timeout(60)
class AwsClientsTest {
    private static final AwsScope STOCKHOLM = new AwsScope("eu-north-1", null, null);
    private static final Answer SERVICES = Answer.json(200, "{\"services\":[],\"failures\":[]}");
    private static final Answer THROTTLE =
            Answer.json(400, "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
    private static final Answer BROKEN = Answer.json(500, "{\"__type\":\"ServerException\",\"message\":\"oops\"}");
    private static final Answer DENIED =
            Answer.json(400, "{\"__type\":\"AccessDeniedException\",\"message\":\"not authorized\"}");
    private static final Answer ASSUMED = Answer.xml(200, """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
            <Expiration>2126-11-20T14:32:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """);

    private final TinyAws aws = new TinyAws();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CallListener listener =
            (service, operation, result, duration) -> calls.add(service + " " + operation + " " + result.word());
    private final AwsAccess access = AwsAccess.to(aws.address(), "eu-west-1", "OWN", "secret");
    private final AwsClients clients = new AwsClients(access, InstantSource.system(), listener);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_read_is_tried_twice_and_each_attempt_counted() {
        aws.answers(THROTTLE, SERVICES);
        describe(clients);

        assertThat(calls).containsExactly("ecs DescribeServices throttled", "ecs DescribeServices ok");
    }

    @Test
    void a_read_is_not_tried_three_times() {
        aws.answers(BROKEN);

        assertThat(failure(() -> describe(clients))).isInstanceOf(Failure.Unavailable.class);
        assertThat(calls).containsExactly("ecs DescribeServices unavailable", "ecs DescribeServices unavailable");
        assertThat(aws.asked).hasSize(2);
    }

    @Test
    void a_read_whose_connection_was_cut_is_tried_again() {
        aws.answers(Answer.CUT, SERVICES);
        describe(clients);

        assertThat(calls).containsExactly("ecs DescribeServices unavailable", "ecs DescribeServices ok");
    }

    @Test
    void an_update_of_a_service_is_sent_once_whatever_comes_back() {
        aws.answers(BROKEN);

        assertThat(failure(() -> clients.ecs(STOCKHOLM).updateService(r -> r.service("shop"))))
                .isInstanceOf(Failure.Unavailable.class);
        assertThat(calls).containsExactly("ecs UpdateService unavailable");
        assertThat(aws.asked).hasSize(1);
    }

    @Test
    void a_registration_whose_reply_was_lost_is_not_sent_again() {
        aws.answers(Answer.CUT);

        assertThat(failure(() -> clients.ecs(STOCKHOLM).registerTaskDefinition(r -> r.family("shop"))))
                .isInstanceOf(Failure.Unavailable.class);
        assertThat(aws.asked).hasSize(1);
    }

    @Test
    void what_was_refused_is_said_in_aws_own_words_and_not_tried_again() {
        aws.answers(DENIED);

        assertThat(failure(() -> describe(clients)))
                .isEqualTo(new Failure.Denied("ecs call: AccessDeniedException: not authorized"));
        assertThat(calls).containsExactly("ecs DescribeServices denied");
    }

    @Test
    void a_call_that_is_never_answered_is_given_up() {
        aws.answers(Answer.NEVER);
        Duration soon = Duration.ofMillis(50);
        try (var impatient = new AwsClients(access.within(soon, soon), InstantSource.system(), listener)) {
            assertThat(failure(() -> describe(impatient)))
                    .isEqualTo(new Failure.Unavailable("ecs call: no answer in time"));
        }
        assertThat(calls).containsExactly("ecs DescribeServices unavailable");
    }

    @Test
    void a_call_of_an_interrupted_thread_is_unavailable_and_the_thread_stays_interrupted() {
        aws.answers(SERVICES);
        Thread.currentThread().interrupt();

        assertThat(failure(() -> describe(clients))).isEqualTo(new Failure.Unavailable("ecs call: interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void the_region_is_the_scopes_or_else_the_daemons() {
        aws.answers(SERVICES);
        describe(clients);
        clients.ecs(AwsScope.DEFAULT).describeServices(r -> r.services("shop"));

        assertThat(aws.asked.get(0).authorization()).contains("/eu-north-1/ecs/");
        assertThat(aws.asked.get(1).authorization()).contains("/eu-west-1/ecs/");
    }

    @Test
    void every_request_says_that_it_is_belays() {
        aws.answers(SERVICES);
        describe(clients);

        assertThat(aws.asked.getFirst().userAgent()).startsWith("belay aws-sdk-java/");
    }

    @Test
    void cloudfront_is_global() {
        aws.answers(Answer.xml(200, "<InvalidationList/>"));
        clients.cloudFront(STOCKHOLM).listInvalidations(r -> r.distributionId("E2EXAMPLE"));

        assertThat(aws.asked.getFirst().authorization()).contains("/aws-global/cloudfront/");
    }

    @Test
    void a_role_is_assumed_with_its_external_id_once_and_then_used() {
        aws.answers(ASSUMED, SERVICES);
        var scope = new AwsScope("eu-north-1", "arn:aws:iam::123456789012:role/belay", "shop");
        clients.ecs(scope).describeServices(r -> r.services("shop"));
        clients.ecs(scope).describeServices(r -> r.services("shop"));

        assertThat(aws.asked.getFirst().body())
                .contains("Action=AssumeRole", "ExternalId=shop", "RoleSessionName=belay", "role%2Fbelay");
        assertThat(aws.asked.getFirst().authorization()).contains("Credential=OWN/");
        assertThat(aws.asked.subList(1, 3))
                .allSatisfy(a -> assertThat(a.authorization()).contains("Credential=ASSUMED/"));
    }

    @Test
    void a_client_is_made_once_for_each_role_region_and_service() {
        var role = new AwsScope("eu-north-1", "arn:aws:iam::123456789012:role/belay", null);

        assertThat(clients.ecs(STOCKHOLM)).isSameAs(clients.ecs(STOCKHOLM));
        assertThat(clients.ecs(STOCKHOLM)).isNotSameAs(clients.ecs(AwsScope.DEFAULT));
        assertThat(clients.s3(STOCKHOLM)).isNotSameAs(clients.s3(role));
        assertThat(clients.s3(role)).isNotSameAs(clients.s3(new AwsScope("eu-north-1", role.assumeRole(), "id")));
    }

    @Test
    void s3_is_addressed_by_path_at_an_endpoint_that_the_environment_sets() {
        aws.answers(Answer.xml(200, "<ListBucketResult/>"));
        withProperties(
                List.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey"),
                List.of(aws.address().toString(), "FROM-ENVIRONMENT", "secret"),
                () -> {
                    try (var own = new AwsClients(AwsAccess.fromEnvironment(), InstantSource.system(), listener)) {
                        own.s3(STOCKHOLM).listObjectsV2(r -> r.bucket("shop-frontend"));
                    }
                });

        assertThat(aws.asked).extracting(Asked::path).containsExactly("/shop-frontend?list-type=2");
        assertThat(aws.asked.getFirst().authorization()).contains("Credential=FROM-ENVIRONMENT/");
        assertThat(calls).containsExactly("s3 ListObjectsV2 ok");
    }

    @Test
    void a_region_that_nobody_named_is_said_plainly() {
        assumeTrue(System.getenv("AWS_REGION") == null && System.getenv("AWS_DEFAULT_REGION") == null);
        withProperties(
                List.of("aws.disableEc2Metadata", "aws.configFile", "aws.sharedCredentialsFile"),
                List.of("true", "/nowhere/config", "/nowhere/credentials"),
                () -> {
                    try (var own = new AwsClients(AwsAccess.fromEnvironment(), InstantSource.system(), listener)) {
                        assertThatThrownBy(() -> own.s3(AwsScope.DEFAULT))
                                .isInstanceOf(FailureException.class)
                                .hasMessageContaining("AWS_REGION");
                    }
                });
    }

    private static void describe(AwsClients clients) {
        clients.ecs(STOCKHOLM).describeServices(r -> r.services("shop"));
    }

    private static Failure failure(ThrowingCallable call) {
        try {
            Failures.translating("ecs call", () -> {
                try {
                    call.call();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException(e);
                }
                return 0;
            });
        } catch (FailureException e) {
            return e.failure();
        }
        throw new AssertionError("no failure");
    }

    private static void withProperties(List<String> names, List<String> values, Runnable action) {
        for (int i = 0; i < names.size(); i++) {
            System.setProperty(names.get(i), values.get(i));
        }
        try {
            action.run();
        } finally {
            names.forEach(System::clearProperty);
        }
    }
}
