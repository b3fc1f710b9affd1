package dev.belay.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, Throttled",
        "503, SlowDown, Throttled",
        "400, TooManyInvalidationsInProgress, Throttled",
        "429, , Throttled",
        "400, ConditionalCheckFailedException, Conflict",
        "412, PreconditionFailed, Conflict",
        "409, ConditionalRequestConflict, Conflict",
        "404, NoSuchKey, NotFound",
        "400, ClusterNotFoundException, NotFound",
        "400, ServiceNotActiveException, NotFound",
        "404, , NotFound",
        "403, AccessDenied, Denied",
        "400, AccessDeniedException, Denied",
        "400, ExpiredTokenException, Denied",
        "400, UnrecognizedClientException, Denied",
        "500, ServerException, Unavailable",
        "503, , Unavailable",
        "400, RequestTimeout, Unavailable",
        "400, ClientException, Invalid",
        "301, PermanentRedirect, Invalid",
    })
    void an_answer_is_told_by_its_code_and_status(int status, String code, String kind) {
        assertThat(Failures.of("call", answer(status, code, "why")).getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void the_message_says_what_was_called_and_what_aws_said() {
        var failure =
                Failures.of("ecs UpdateService shop-api", answer(400, "ClientException", "TaskDefinition is inactive"));

        assertThat(failure.message())
                .isEqualTo("ecs UpdateService shop-api: ClientException: TaskDefinition is inactive");
    }

    @Test
    void a_refused_signature_is_denied_and_what_was_signed_not_repeated() {
        var failure = Failures.of(
                "ecs ListTasks",
                answer(
                        403,
                        "InvalidSignatureException",
                        "The Canonical String should have been x-amz-security-token:T"));

        assertThat(failure).isInstanceOf(Failure.Denied.class);
        assertThat(failure.message()).doesNotContain("x-amz-security-token");
    }

    @Test
    void missing_credentials_are_denied_with_a_sentence_that_says_what_to_set() {
        var nothing = ProfileCredentialsProvider.builder()
                .profileFile(ProfileFile.aggregator().build())
                .build();
        var chain = AwsCredentialsProviderChain.builder()
                .addCredentialsProvider(nothing)
                .build();

        assertThatThrownBy(() -> Failures.translating("s3 GetObject", chain::resolveCredentials))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Denied.class))
                .hasMessageContaining("AWS_PROFILE");
    }

    @Test
    void what_was_not_answered_is_unavailable() {
        assertThat(Failures.of("call", ApiCallTimeoutException.create(5000)))
                .isEqualTo(new Failure.Unavailable("call: no answer in time"));
        assertThat(Failures.of("call", AbortedException.create("x")))
                .isEqualTo(new Failure.Unavailable("call: interrupted"));
        assertThat(Failures.of("call", SdkClientException.create("Connection refused")))
                .isEqualTo(new Failure.Unavailable("call: Connection refused"));
    }

    private static SdkException answer(int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
