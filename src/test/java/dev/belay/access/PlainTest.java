package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer hunter2",
                "password=hunter2",
                "the token: hunter2",
                "api_key=hunter2",
                "https://user:hunter2@shop.example/",
                "eyJhbGciOiJub25lIn0.hunter2.",
                "hunter2aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0hunter2"
            })
    void what_looks_like_a_secret_is_masked(String words) {
        assertThat(Plain.words(words)).contains("***").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INC-482: login fails since 14:32",
                "reverts 1b0c9a5b7f0a2f7c3a2d9f0e8c7b6a5d4e3f2a1b",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "https://github.com/shop/shop/issues/482",
                "version: 20261119-0900; targets: shop-production"
            })
    void what_people_write_is_left(String words) {
        assertThat(Plain.words(words)).isEqualTo(words);
    }

    @Test
    void words_stay_on_one_line_and_are_cut() {
        assertThat(Plain.words("a\r\nb\u001b[31mc\u0085d\u2028e\u202ef\u0000g")).isEqualTo("a b [31mc d e f g");
        assertThat(Plain.words("x ".repeat(5_000))).hasSize(303);
        assertThat(Plain.words(null)).isNull();
    }

    @Test
    void what_was_asked_is_told_in_short_whatever_was_sent() {
        assertThat(Asked.of("{\"to\": \"v1\", \"reason\": \"INC-482\", \"freeze\": false, \"other\": 1}"))
                .isEqualTo(new Asked("INC-482", "to: v1; freeze: false"));
        assertThat(Asked.of("kind: Pin\nspec:\n  components: {api: {taskDefinition: 'a:1'}}\n  reason: why\n"))
                .isEqualTo(new Asked("why", "components: api taskDefinition a:1"));
        assertThat(Asked.of("targets: [a, b]\nmode: freeze")).isEqualTo(new Asked(null, "targets: a, b; mode: freeze"));
        for (String none : new String[] {"", "[", "a: &a [*a]", "- x", "x".repeat(300_000), "{".repeat(10_000)}) {
            assertThat(Asked.of(none)).isEqualTo(Asked.NOTHING);
        }
    }
}
