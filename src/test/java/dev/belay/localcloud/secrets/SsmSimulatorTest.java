package dev.belay.localcloud.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

class SsmSimulatorTest {
    private final LocalCloud cloud = LocalCloud.start();
    private final SsmClient ssm =
            Aws.pointed(SsmClient.builder(), cloud.endpoint()).build();

    @AfterEach
    void close() {
        ssm.close();
        cloud.close();
    }

    @Test
    void a_parameter_is_put_once_and_then_only_over() {
        ssm.putParameter(b -> b.name("/shop/a").type(ParameterType.STRING).value("one"));
        assertThatThrownBy(() -> ssm.putParameter(b -> b.name("/shop/a").value("two")))
                .isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(ssm.putParameter(b -> b.name("/shop/a").value("two").overwrite(true))
                        .version())
                .isEqualTo(2);
        assertThat(ssm.getParameter(b -> b.name("/shop/a")).parameter().value()).isEqualTo("two");
    }

    @Test
    void a_secure_string_is_readable_only_with_its_decryption() {
        ssm.putParameter(b -> b.name("s").type(ParameterType.SECURE_STRING).value("hush"));
        assertThat(ssm.getParameter(b -> b.name("s")).parameter().value()).doesNotContain("hush");
        assertThat(ssm.getParameter(b -> b.name("s").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("hush");
    }

    @Test
    void of_several_those_are_named_that_there_are_not() {
        ssm.putParameter(b -> b.name("a").type(ParameterType.STRING).value("1"));
        var found = ssm.getParameters(b -> b.names("a", "b"));
        assertThat(found.parameters()).hasSize(1);
        assertThat(found.invalidParameters()).containsExactly("b");
        ssm.deleteParameter(b -> b.name("a"));
        assertThatThrownBy(() -> ssm.getParameter(b -> b.name("a"))).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void what_is_not_simulated_is_refused_by_name() {
        assertThatThrownBy(() -> ssm.getParametersByPath(b -> b.path("/")))
                .isInstanceOf(SsmException.class)
                .hasMessageContaining("does not know the operation GetParametersByPath");
    }
}
