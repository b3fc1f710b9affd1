package dev.belay.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that AWS gives to things, read. */
class NamesTest {
    @Test
    void an_image_of_ecr_is_told_by_tag_or_digest() {
        String registry = "123456789012.dkr.ecr.eu-north-1.amazonaws.com/";
        assertThat(EcrImage.of(registry + "team/shop:3"))
                .isEqualTo(new EcrImage("123456789012", "eu-north-1", "team/shop", "3", null));
        assertThat(EcrImage.of(registry + "shop"))
                .isEqualTo(new EcrImage("123456789012", "eu-north-1", "shop", "latest", null));
        assertThat(EcrImage.of(registry + "shop:3@sha256:ab12"))
                .isEqualTo(new EcrImage("123456789012", "eu-north-1", "shop", null, "sha256:ab12"));
        assertThat(EcrImage.of("public.ecr.aws/x/shop:3")).isNull();
        assertThat(EcrImage.of("shop:3")).isNull();
    }

    @Test
    void a_secret_is_named_without_key_stage_and_version() {
        String arn = "arn:aws:secretsmanager:eu-west-1:1:secret:shop/db-AbCdEf";
        var reference = new SecretReference(false, "eu-west-1", List.of(arn));
        assertThat(SecretReference.of(arn)).isEqualTo(reference);
        assertThat(SecretReference.of(arn + ":password::")).isEqualTo(reference);
    }

    @Test
    void a_parameter_is_named_by_its_arn_or_its_name() {
        assertThat(SecretReference.of("/shop/db")).isEqualTo(new SecretReference(true, null, List.of("/shop/db")));
        assertThat(SecretReference.of("arn:aws:ssm:eu-west-1:1:parameter/shop/db"))
                .isEqualTo(new SecretReference(true, "eu-west-1", List.of("/shop/db")));
        assertThat(SecretReference.of("arn:aws:ssm:eu-west-1:1:parameter/db"))
                .isEqualTo(new SecretReference(true, "eu-west-1", List.of("/db", "db")));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/16, 10.0.5.0/24, true",
        "10.0.0.0/24, 10.0.0.0/24, true",
        "0.0.0.0/0, 10.0.0.0/24, true",
        "10.0.0.0/24, 10.0.0.0/16, false",
        "10.1.0.0/16, 10.0.0.0/24, false",
        "10.0.0.1/32, 10.0.0.0/24, false",
        "::/0, 10.0.0.0/24, false",
        "nonsense, 10.0.0.0/24, false"
    })
    void a_range_covers_another(String range, String inner, boolean covers) {
        assertThat(Cidr.covers(range, inner)).isEqualTo(covers);
    }

    @Test
    void a_variable_of_one_word_has_to_be_missed_in_words() {
        var difference = new EnvironmentDifference(
                "app", new java.util.TreeSet<>(List.of("DEBUG", "DB_HOST")), new java.util.TreeSet<>());
        assertThat(difference.missed(List.of("DEBUG starts", "host of MY_DB_HOST")))
                .isEmpty();
        assertThat(difference.missed(List.of("DEBUG is not set", "KeyError: 'DB_HOST'")))
                .containsExactly("DB_HOST", "DEBUG");
    }
}
