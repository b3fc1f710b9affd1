package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSourceTest {
    private static final String SECRET = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/db-AbCdEf";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            '',                   AWSCURRENT, -
            :password::,          AWSCURRENT, -
            ::AWSPREVIOUS:,       AWSPREVIOUS, -
            :password:AWSPENDING:, AWSPENDING, -
            :::0a1b,              -,           0a1b
            """)
    void a_secret_is_meant_at_a_stage_or_a_version(String rest, @Nullable String stage, @Nullable String version) {
        assertThat(ValueSource.of(SECRET + rest)).isEqualTo(new ValueSource.Secret(SECRET, stage, version));
    }

    @Test
    void credentials_of_a_registry_may_be_a_secrets_bare_name() {
        assertThat(ValueSource.credentials("shop/registry").name()).isEqualTo("secret shop/registry");
        assertThat(ValueSource.credentials(SECRET).name()).isEqualTo("secret shop/db-AbCdEf");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, parameter plain",
        "/shop/level:3, parameter /shop/level",
        "arn:aws:ssm:eu-north-1:123456789012:parameter/shop/level, parameter /shop/level",
        "arn:aws:ssm:eu-north-1:123456789012:parameter/single:label, parameter single",
        "arn:nonsense, parameter /"
    })
    void all_else_is_a_parameter(String from, String name) {
        assertThat(ValueSource.of(from).name()).isEqualTo(name);
    }
}
