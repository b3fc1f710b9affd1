package dev.belay.localcloud.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

class SecretsManagerSimulatorTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final SecretsManagerClient secrets =
            Aws.pointed(SecretsManagerClient.builder(), cloud.endpoint()).build();

    @AfterEach
    void close() {
        secrets.close();
        cloud.close();
    }

    private String value(String id) {
        return secrets.getSecretValue(b -> b.secretId(id)).secretString();
    }

    @Test
    void a_secret_is_found_by_its_name_and_by_its_arn_with_and_without_the_last_letters() {
        String arn =
                secrets.createSecret(b -> b.name("shop/a").secretString("one")).arn();
        assertThat(value("shop/a")).isEqualTo("one");
        assertThat(value(arn)).isEqualTo("one");
        assertThat(value(arn.substring(0, arn.length() - 7))).isEqualTo("one");
        assertThatThrownBy(() -> secrets.createSecret(b -> b.name("shop/a")))
                .isInstanceOf(ResourceExistsException.class);
    }

    @Test
    void a_new_value_is_current_and_the_one_before_it_previous() {
        secrets.createSecret(b -> b.name("a").secretString("one"));
        String second =
                secrets.putSecretValue(b -> b.secretId("a").secretString("two")).versionId();
        assertThat(value("a")).isEqualTo("two");
        assertThat(secrets.getSecretValue(b -> b.secretId("a").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("one");
        assertThat(secrets.describeSecret(b -> b.secretId("a"))
                        .versionIdsToStages()
                        .get(second))
                .containsExactly("AWSCURRENT");
    }

    @Test
    void a_secret_that_is_to_be_deleted_is_described_and_not_read_until_it_is_restored() {
        secrets.createSecret(b -> b.name("a").secretString("one"));
        secrets.deleteSecret(b -> b.secretId("a").recoveryWindowInDays(7L));
        assertThat(secrets.describeSecret(b -> b.secretId("a")).deletedDate()).isEqualTo(clock.instant());
        assertThatThrownBy(() -> value("a"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("marked for deletion");
        secrets.restoreSecret(b -> b.secretId("a"));
        assertThat(value("a")).isEqualTo("one");
        secrets.deleteSecret(b -> b.secretId("a").recoveryWindowInDays(7L));
        clock.advance(Duration.ofDays(7));
        assertThatThrownBy(() -> secrets.describeSecret(b -> b.secretId("a")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Secrets Manager can't find the specified secret.");
    }

    @Test
    void a_secret_may_be_deleted_at_once() {
        secrets.createSecret(b -> b.name("a").secretString("one"));
        secrets.deleteSecret(b -> b.secretId("a").forceDeleteWithoutRecovery(true));
        assertThatThrownBy(() -> value("a")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void values_are_in_no_state_and_other_calls_are_refused_by_name() {
        secrets.createSecret(b -> b.name("a").secretString("one-and-only"));
        assertThat(cloud.simulator("secretsmanager").state().toString())
                .contains(":secret:a-")
                .doesNotContain("one-and-only");
        assertThatThrownBy(() -> secrets.listSecrets())
                .isInstanceOf(SecretsManagerException.class)
                .hasMessageContaining("does not know the operation ListSecrets");
    }

    @Test
    void a_key_of_a_secret_that_is_json_may_be_asked_for_by_a_task() {
        String arn = secrets.createSecret(b -> b.name("a").secretString("{\"user\": \"shop\"}"))
                .arn();
        SecretsOfTasks tasks = new SecretsOfTasks(cloud.secretsManager(), new SsmSimulator(clock));
        assertThat(tasks.refusal(cloud.scope(), arn)).isEmpty();
        assertThat(tasks.refusal(cloud.scope(), arn + ":user::")).isEmpty();
        assertThat(tasks.refusal(cloud.scope(), arn + ":password::"))
                .contains("retrieved secret from Secrets Manager did not contain json key password");
    }
}
