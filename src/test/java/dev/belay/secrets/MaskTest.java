package dev.belay.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskTest {
    private static final String VALUE = "pä/ss wo\"rd&<+='%7\\";

    static Stream<String> forms() throws Exception {
        String url = URLEncoder.encode(VALUE, UTF_8);
        String json = new ObjectMapper().writeValueAsString(VALUE);
        String inner = json.substring(1, json.length() - 1);
        return Stream.of(
                VALUE,
                url,
                url.replace("+", "%20"),
                url.toLowerCase(java.util.Locale.ROOT),
                inner,
                inner.replace("/", "\\/"),
                inner.replace("ä", "\\u00e4"),
                inner.replace("ä", "\\u00E4"),
                inner.replace("ä", "\\u00e4")
                        .replace("&", "\\u0026")
                        .replace("<", "\\u003c")
                        .replace("'", "\\u0027"),
                VALUE.replace("&", "&amp;").replace("<", "&lt;"),
                VALUE.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"),
                base64(VALUE),
                Base64.getUrlEncoder().withoutPadding().encodeToString(VALUE.getBytes(UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_value_is_hidden_however_it_is_written(String form) {
        String masked = Mask.of(List.of(VALUE)).apply("before " + form + " after");
        assertThat(masked).startsWith("before ***").endsWith(" after").doesNotContain("ss");
    }

    @ParameterizedTest
    @MethodSource("prefixes")
    void a_value_is_hidden_within_what_is_longer_and_in_base64(String prefix) {
        String masked = Mask.of(List.of("hunter2hunter2")).apply("Basic " + base64(prefix + "hunter2hunter2!"));
        assertThat(masked).contains("***").hasSizeLessThan("Basic ".length() + 20);
    }

    static Stream<String> prefixes() {
        return Stream.of("", "a", "ab", "abc:", "user:");
    }

    @Test
    void a_value_with_a_line_end_is_hidden_without_it_too() {
        assertThat(Mask.of(List.of("hunter2\n")).apply("said hunter2.")).isEqualTo("said ***.");
    }

    @Test
    void lines_that_were_joined_are_hidden() {
        assertThat(Mask.of(List.of("one\n two")).apply("key one two")).isEqualTo("key ***");
    }

    @Test
    void of_values_that_begin_alike_the_longer_is_hidden_whole() {
        assertThat(Mask.of(List.of("abc", "abcdef")).apply("abcdef abc")).isEqualTo("*** ***");
    }

    @Test
    void a_blank_value_hides_nothing() {
        assertThat(Mask.of(List.of("", " ")).apply("a b")).isEqualTo("a b");
    }

    @Test
    void the_stars_of_one_value_are_not_those_of_another() {
        assertThat(Mask.of(List.of("*", "secret")).apply("a secret")).isEqualTo("a ***");
    }
}
