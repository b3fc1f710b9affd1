package dev.belay.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain {token} $5 {\"a\": {}}",
                "${secret:shop/probe-password}",
                "${secret:arn:aws:secretsmanager:eu-north-1:123456789012:secret:shop/x-AbCdEf}",
                "${secret:shop/probe#password}",
                "${ssm:/shop/token}",
                "${ssm:/shop/token:3}",
                "Bearer ${env:BELAY_RECORD_TOKEN}",
                "${secret:a}${secret:b} and $${secret:c}"
            })
    void what_is_spelt_right_has_no_problems(String text) {
        assertThat(Reference.problems(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${secrte:x} | ${secrte:x}: unknown kind of reference \"secrte\"; expected secret, ssm, env",
                "${SECRET:x} | ${SECRET:x}: unknown kind of reference \"SECRET\"; expected secret, ssm, env",
                "${token} | ${token}: not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_…}",
                "${} | ${}: not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_…}",
                "a ${secret:x | ${secret:x: a reference that does not end; expected its }",
                "${secret:} | ${secret:}: expected a name of letters, digits and /_+=.@:- after the first colon",
                "${secret:a b} | ${secret:a b}: expected a name of letters, digits and /_+=.@:- after the first colon",
                "${secret:a*} | ${secret:a*}: expected a name of letters, digits and /_+=.@:- after the first colon",
                "${secret:a#} | ${secret:a#}: expected the name of a JSON field after #",
                "${ssm:a#b} | ${ssm:a#b}: only secrets have fields; expected no #",
                "${env:HOME} | ${env:HOME}: only variables whose name starts with BELAY_RECORD_ may be named",
                "${env:BELAY_RECORD_} | ${env:BELAY_RECORD_}: only variables whose name starts with BELAY_RECORD_ may be named",
                "${env:XBELAY_RECORD_A} | ${env:XBELAY_RECORD_A}: only variables whose name starts with BELAY_RECORD_ may be named"
            })
    void what_is_misspelt_is_said(String text, String problem) {
        assertThat(Reference.problems(text)).containsExactly(problem);
    }

    @Test
    void every_problem_is_said_at_once() {
        assertThat(Reference.problems("${a:b} ${secret:fine} ${env:PATH}")).hasSize(2);
    }

    @Test
    void values_take_the_places_of_references_and_are_not_read_again() {
        assertThat(Reference.replace("a ${secret:x#k} ${ssm:y}", reference -> "${" + reference.name() + "$1\\}"))
                .isEqualTo("a ${x$1\\} ${y$1\\}");
    }

    @Test
    void a_reference_is_shown_as_it_is_written() {
        var shown = new StringBuilder();
        Reference.replace("${secret:x#k}${ssm:/y}${env:BELAY_RECORD_Z}", reference -> {
            shown.append(reference);
            return "";
        });
        assertThat(shown).hasToString("${secret:x#k}${ssm:/y}${env:BELAY_RECORD_Z}");
    }

    @Test
    void what_is_misspelt_is_not_replaced() {
        assertThatThrownBy(() -> Reference.replace("${secrte:x}", Reference::name))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
