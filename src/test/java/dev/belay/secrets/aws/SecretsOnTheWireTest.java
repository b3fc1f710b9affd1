package dev.belay.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.secrets.References;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** References to secrets and parameters of the local cloud, through the SDK. */
class SecretsOnTheWireTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final SecretsManagerClient secrets =
            Aws.pointed(SecretsManagerClient.builder(), cloud.endpoint()).build();
    private final SsmClient parameters =
            Aws.pointed(SsmClient.builder(), cloud.endpoint()).build();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            clock,
            (service, operation, outcome, took) -> {});
    private final References references = new References(
            List.of("shop/*", "/shop/*", "arn:*:secret:shop/*"),
            new SdkSecretSource(clients::secretsManager, clients::ssm),
            name -> null,
            clock);

    @BeforeEach
    void seed() {
        secrets.createSecret(secret -> secret.name("shop/probe").secretString("{\"password\":\"hunter2\"}"));
        parameters.putParameter(parameter ->
                parameter.name("/shop/token").type(ParameterType.SECURE_STRING).value("t-1"));
    }

    @AfterEach
    void stop() {
        clients.close();
        secrets.close();
        parameters.close();
        cloud.close();
    }

    @Test
    void secrets_their_fields_and_parameters_are_resolved() {
        assertThat(references
                        .resolve("${secret:shop/probe#password} ${ssm:/shop/token}")
                        .text())
                .isEqualTo("hunter2 t-1");
    }

    @Test
    void a_secret_may_be_named_by_its_arn() {
        String arn =
                secrets.describeSecret(secret -> secret.secretId("shop/probe")).arn();
        assertThat(references.resolve("${secret:" + arn + "#password}").text()).isEqualTo("hunter2");
    }

    @Test
    void what_is_not_there_or_was_deleted_is_said() {
        assertThat(failure("${secret:shop/none}")).isInstanceOf(Failure.NotFound.class);
        assertThat(failure("${ssm:/shop/none}")).isInstanceOf(Failure.NotFound.class);
        secrets.deleteSecret(secret -> secret.secretId("shop/probe"));
        assertThat(failure("${secret:shop/probe}").message()).startsWith("${secret:shop/probe}: ");
    }

    @Test
    void what_is_refused_is_said() {
        cloud.faults().always("secretsmanager", "*", new Fault.Denied());
        cloud.faults().always("ssm", "*", new Fault.Throttle());
        assertThat(failure("${secret:shop/probe}")).isInstanceOf(Failure.Denied.class);
        assertThat(failure("${ssm:/shop/token}")).isInstanceOf(Failure.Throttled.class);
    }

    private Failure failure(String text) {
        return catchThrowableOfType(FailureException.class, () -> references.resolve(text))
                .failure();
    }
}
