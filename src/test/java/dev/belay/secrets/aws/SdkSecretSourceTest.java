package dev.belay.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.aws.TinyAws;
import dev.belay.aws.TinyAws.Answer;
import dev.belay.model.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdkSecretSourceTest {
    private final TinyAws aws = new TinyAws();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(aws.address(), "eu-north-1", "key", "secret")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            InstantSource.system(),
            (service, operation, outcome, took) -> {});
    private final SdkSecretSource source = new SdkSecretSource(clients::secretsManager, clients::ssm);

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void a_secret_is_its_text() {
        aws.answers(Answer.json(200, "{\"Name\":\"shop/a\",\"SecretString\":\"hunter2\"}"));
        assertThat(source.secret("shop/a")).isEqualTo("hunter2");
        var asked = aws.asked.getFirst();
        assertThat(asked.target()).isEqualTo("secretsmanager.GetSecretValue");
        assertThat(asked.body()).isEqualTo("{\"SecretId\":\"shop/a\"}");
        assertThat(asked.authorization()).contains("/eu-north-1/secretsmanager/");
    }

    @Test
    void a_secret_named_by_its_arn_is_read_in_the_region_of_that() {
        aws.answers(Answer.json(200, "{\"SecretString\":\"hunter2\"}"));
        source.secret("arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/a-AbCdEf");
        assertThat(aws.asked.getFirst().authorization()).contains("/us-east-1/secretsmanager/");
    }

    @Test
    void a_parameter_is_decrypted() {
        aws.answers(Answer.json(200, "{\"Parameter\":{\"Name\":\"/shop/a\",\"Value\":\"hunter2\"}}"));
        assertThat(source.parameter("/shop/a")).isEqualTo("hunter2");
        var asked = aws.asked.getFirst();
        assertThat(asked.target()).isEqualTo("AmazonSSM.GetParameter");
        assertThat(asked.body()).isEqualTo("{\"Name\":\"/shop/a\",\"WithDecryption\":true}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | ResourceNotFoundException | NotFound",
                "400 | AccessDeniedException | Denied",
                "400 | ThrottlingException | Throttled",
                "400 | InvalidRequestException | Invalid",
                "500 | InternalServiceError | Unavailable"
            })
    void why_a_secret_cannot_be_read_is_told(int status, String code, String kind) {
        aws.answers(Answer.json(status, "{\"__type\":\"" + code + "\",\"Message\":\"why\"}"));
        assertThat(failure(() -> source.secret("shop/a"))).isEqualTo(kind);
    }

    @Test
    void a_secret_of_bytes_is_no_text() {
        aws.answers(Answer.json(200, "{\"SecretBinary\":\"aHVudGVyMg==\"}"));
        assertThat(failure(() -> source.secret("shop/a"))).isEqualTo("Invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "ParameterNotFound, NotFound",
        "ParameterVersionNotFound, NotFound",
        "AccessDeniedException, Denied",
        "ThrottlingException, Throttled",
        "InvalidKeyId, Invalid"
    })
    void why_a_parameter_cannot_be_read_is_told(String code, String kind) {
        aws.answers(Answer.json(400, "{\"__type\":\"" + code + "\",\"message\":\"why\"}"));
        assertThat(failure(() -> source.parameter("/shop/a"))).isEqualTo(kind);
    }

    private static String failure(Runnable call) {
        return catchThrowableOfType(FailureException.class, call::run)
                .failure()
                .getClass()
                .getSimpleName();
    }
}
