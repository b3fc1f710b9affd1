package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Reference.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @Test
    void a_text_names_values_of_three_sources() {
        assertThat(Reference.in("a ${secret:shop/key} ${ssm:/shop/key:3}${env:BELAY_RECORD_KEY}"))
                .containsExactly(
                        new Reference(Source.SECRET, "shop/key"),
                        new Reference(Source.SSM, "/shop/key:3"),
                        new Reference(Source.ENV, "BELAY_RECORD_KEY"));
    }

    @Test
    void a_secret_may_be_named_by_its_arn() {
        String arn = "arn:aws:secretsmanager:eu-north-1:123456789012:secret:rds!db-1-AbCdEf";
        assertThat(Reference.in("${secret:" + arn + "}")).containsExactly(new Reference(Source.SECRET, arn));
    }

    @Test
    void a_field_of_a_secret_may_be_named() {
        assertThat(Reference.in("${secret:shop/db#password}"))
                .containsExactly(new Reference(Source.SECRET, "shop/db", "password"));
        assertThat(new Reference(Source.SECRET, "shop/db", "password")).hasToString("${secret:shop/db#password}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "{secret:x}", "$secret:x", "", "$"})
    void a_text_without_references_is_itself(String text) {
        assertThat(Reference.in(text)).isEmpty();
        assertThat(Reference.misspelt(text)).isNull();
        assertThat(Reference.fill(text, reference -> "?")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${secret:}",
                "${secret:a b}",
                "${secret:a#}",
                "${ssm:a#b}",
                "${secrets:x}",
                "${SECRET:x}",
                "${x}",
                "${}",
                "${env:HOME}",
                "${env:AWS_SECRET_ACCESS_KEY}",
                "${env:BELAY_RECORD_}",
                "${env:XBELAY_RECORD_A}",
                "${secret:x",
                "${${secret:x}}"
            })
    void what_only_looks_like_a_reference_is_found(String text) {
        assertThat(Reference.misspelt("before ${ssm:fine} " + text)).startsWith("${");
    }

    @Test
    void a_text_is_filled_in_one_go() {
        assertThat(Reference.fill("<${secret:a}|${ssm:b}>", reference -> "${secret:" + reference.name() + "2}"))
                .isEqualTo("<${secret:a2}|${secret:b2}>");
    }

    @Test
    void a_reference_is_shown_as_it_stands_in_a_record() {
        assertThat(new Reference(Source.ENV, "BELAY_RECORD_X")).hasToString("${env:BELAY_RECORD_X}");
    }
}
