package dev.belay.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    private static final String VALUE = "hunter2-hunter2";

    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T15:00:00Z");

    private final SecretSource source = new SecretSource() {
        @Override
        public String secret(String name) {
            return read(secrets, name);
        }

        @Override
        public String parameter(String name) {
            return read(parameters, name);
        }

        private String read(Map<String, String> from, String name) {
            asked.add(name);
            String value = from.get(name);
            if (value == null) {
                throw new Failure.NotFound("there is none").asException();
            }
            return value;
        }
    };

    private Secrets allowing(String... patterns) {
        return new References(List.of(patterns), source, environment::get, () -> now);
    }

    @Test
    void a_text_without_references_stays_as_it_is_and_asks_nobody() {
        var resolved = allowing().resolve("Bearer {token}");
        assertThat(resolved.text()).isEqualTo("Bearer {token}");
        assertThat(resolved.values()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void every_kind_is_resolved() {
        secrets.put("shop/a", "one");
        parameters.put("/shop/b", "two");
        environment.put("BELAY_RECORD_C", "three");
        var resolved = allowing("shop/*", "/shop/*").resolve("${secret:shop/a}-${ssm:/shop/b}-${env:BELAY_RECORD_C}");
        assertThat(resolved.text()).isEqualTo("one-two-three");
        assertThat(resolved.values()).containsExactly("one", "two", "three");
    }

    @Test
    void a_field_of_a_secret_is_resolved() {
        secrets.put("shop/a", "{\"user\": \"probe\", \"password\": \"" + VALUE + "\", \"port\": 8080}");
        assertThat(allowing("*")
                        .resolve("${secret:shop/a#password}:${secret:shop/a#port}")
                        .text())
                .isEqualTo(VALUE + ":8080");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${secret:other/a} | Denied | ${secret:other/a} is not allowed: no pattern of belay.secrets.allow matches its name",
                "${ssm:/other/a} | Denied | ${ssm:/other/a} is not allowed: no pattern of belay.secrets.allow matches its name",
                "${env:HOME} | Invalid | ${env:HOME} is not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}",
                "${env:BELAY_RECORD_X} | NotFound | ${env:BELAY_RECORD_X}: there is no such environment variable",
                "${secrte:x} | Invalid | ${secrte:x} is not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}",
                "${secret:shop/none} | NotFound | ${secret:shop/none}: there is none",
                "${secret:shop/text#key} | Invalid | ${secret:shop/text#key}: the secret is not JSON, so it has no field",
                "${secret:shop/json#none} | NotFound | ${secret:shop/json#none}: the secret has no field \"none\" with a text in it",
                "${secret:shop/json#deep} | NotFound | ${secret:shop/json#deep}: the secret has no field \"deep\" with a text in it"
            })
    void what_cannot_be_resolved_is_said_without_a_value(String text, String kind, String message) {
        environment.put("HOME", VALUE);
        secrets.put("other/a", VALUE);
        secrets.put("shop/text", "{" + VALUE);
        secrets.put("shop/json", "{\"deep\": {\"a\": \"" + VALUE + "\"}}");
        var thrown = catchThrowableOfType(
                FailureException.class, () -> allowing("shop/*").resolve(text));
        assertThat(thrown.failure().getClass().getSimpleName()).isEqualTo(kind);
        assertThat(thrown.failure().message()).isEqualTo(message);
        assertThat(trace(thrown)).doesNotContain(VALUE);
    }

    @Test
    void what_is_not_allowed_is_not_even_asked_for() {
        secrets.put("shop/a", VALUE);
        assertThatThrownBy(() -> allowing().resolve("${secret:shop/a}")).isInstanceOf(FailureException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_value_that_looks_like_a_reference_is_not_one() {
        secrets.put("shop/a", "${secret:shop/b}");
        assertThat(allowing("*").resolve("${secret:shop/a}").text()).isEqualTo("${secret:shop/b}");
    }

    @Test
    void a_value_is_asked_for_once_in_a_while() {
        secrets.put("shop/a", "old");
        Secrets references = allowing("*");
        references.resolve("${secret:shop/a} ${secret:shop/a}");
        secrets.put("shop/a", "new");
        now = now.plus(References.KEPT).minusMillis(1);
        assertThat(references.resolve("${secret:shop/a}").text()).isEqualTo("old");
        now = now.plusMillis(1);
        assertThat(references.resolve("${secret:shop/a}").text()).isEqualTo("new");
        assertThat(asked).hasSize(2);
    }

    @Test
    void what_is_resolved_masks_and_does_not_show_itself() {
        secrets.put("shop/a", VALUE);
        var resolved = allowing("*").resolve("x${secret:shop/a}");
        assertThat(resolved.toString()).doesNotContain(VALUE);
        assertThat(resolved.mask("said " + VALUE)).isEqualTo("said ***");
    }

    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
