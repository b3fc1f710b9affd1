package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text into a tree: what is read as written, and what is refused before anyone looks at its meaning. */
class RecordTextTest {
    private static final String JSON = """
            {
              "apiVersion": "belay.dev/v1", "kind": "Pin",
              "metadata": {"name": "shop"},
              "spec": {"version": 20261120}
            }
            """;

    @Test
    void scalars_are_taken_as_written() {
        for (String version : List.of("20261120", "0x10", "1.10", "1e5", "true", "2026-11-20", "010")) {
            var pin = Records.valid(Records.pin(Records.with(Records.PIN, "20261120-1430", version)));
            assertThat(pin.version()).isEqualTo(version);
        }
    }

    @Test
    void json_is_read_with_positions() {
        var tree = Records.valid(RecordCodec.parse("p.yaml", JSON));
        assertThat(Records.valid(RecordCodec.pin("p.yaml", tree)).version()).isEqualTo("20261120");
        var version = Trees.find(tree, "spec", "version");
        assertThat(version).isEqualTo(new Node.Scalar(new Node.Position(4, 23), "20261120", false));
    }

    @Test
    void a_mapping_in_braces_that_is_not_json_is_yaml() {
        var tree = Records.valid(RecordCodec.parse("p.yaml", "{apiVersion: belay.dev/v1, kind: Pin, # so\n a: 1}"));
        assertThat(tree).isInstanceOf(Node.Mapping.class);
    }

    @Test
    void a_byte_order_mark_and_carriage_returns_change_nothing() {
        var plain = Records.valid(RecordCodec.parse("p.yaml", Records.PIN));
        assertThat(Records.valid(RecordCodec.parse("p.yaml", "\uFEFF" + Records.PIN.replace("\n", "\r\n"))))
                .isEqualTo(plain);
    }

    @Test
    void an_anchor_may_be_used_again() {
        var tree = Records.valid(RecordCodec.parse("p.yaml", "a: &x {b: c}\nd: *x\n"));
        assertThat(Trees.find(tree, "d", "b"))
                .isEqualTo(Trees.find(tree, "a", "b"))
                .isNotNull();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("", "p.yaml: empty; expected a record"),
                arguments("# only a comment\n", "p.yaml: empty; expected a record"),
                arguments("a: 1\n---\nb: 2\n", "p.yaml:2:1: a second document; expected one record in a file"),
                arguments(
                        "a: !!str 1\n", "p.yaml:1:4: tag tag:yaml.org,2002:str; expected a plain value, without a tag"),
                arguments(
                        "a: !!javax.script.ScriptEngineManager []\n",
                        "p.yaml:1:4: tag tag:yaml.org,2002:javax.script.ScriptEngineManager; expected a plain value, without a tag"),
                arguments("a:\n\tb: 1\n", "p.yaml:2:1: a tab; YAML is indented with spaces"),
                arguments("a: &x\n  b: *x\n", "p.yaml:2:6: anchor &x holds itself; expected a tree"),
                arguments("a: *x\n", "p.yaml:1:4: *x names no anchor; expected an anchor that stands before it"),
                arguments("a: &x {b: 1}\nc:\n  <<: *x\n", "p.yaml:3:3: a merge (<<); expected the fields themselves"),
                arguments("[a]: 1\n", "p.yaml:1:1: a field without a name; expected a name before the colon"),
                arguments("null: 1\n", "p.yaml:1:1: a field without a name; expected a name before the colon"),
                arguments("a: 1\nb\u0000: 2\n", "p.yaml:2:2: character U+0000; expected printable text"),
                arguments("a: \u001b[31m\n", "p.yaml:1:4: character U+001B; expected printable text"),
                arguments("a: \ud800\n", "p.yaml:1:4: character U+D800; expected printable text"),
                arguments(
                        "a: [1, 2\n",
                        "p.yaml:2:1: not YAML: while parsing a flow sequence: expected ',' or ']', but got <stream end>"),
                arguments(
                        "a: 'x\n",
                        "p.yaml:2:1: not YAML: while scanning a quoted scalar: found unexpected end of stream"),
                arguments("a: " + "x".repeat(5 << 20), "p.yaml: longer than 1 MiB; expected a record of a page or two"),
                arguments(
                        "{\"a\": 1} x",
                        "p.yaml:1:10: not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_text_is_refused(String text, String expected) {
        assertThat(RecordCodec.parse("p.yaml", text).problems())
                .map(Problem::toString)
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p.yaml", "p.json"})
    void deep_nesting_is_refused(String place) {
        assertThat(problem(place, "[".repeat(100_000))).endsWith("nested deeper than 40 levels; expected a record");
        assertThat(problem(place, "{\"a\":".repeat(100_000))).contains("deep");
    }

    @Test
    void an_anchor_that_nests_beyond_the_limit_is_refused() {
        var text = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 60; i++) {
            text.append("a%d: &a%d {x: *a%d}\n".formatted(i, i, i - 1));
        }
        assertThat(problem("p.yaml", text.toString())).contains("nested deeper than 40 levels");
    }

    @Test
    void a_billion_laughs_are_refused() {
        var text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            text.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d, ".formatted(i - 1).repeat(10))
                    .append("]\n");
        }
        assertThat(problem("p.yaml", text.toString())).contains("more than 50000 values once anchors are filled in");
    }

    @Test
    void a_document_of_many_values_is_refused() {
        assertThat(problem("p.json", "[" + "1,".repeat(100_000) + "1]")).contains("more than 50000 values");
    }

    @Test
    void json_keeps_a_field_that_is_given_twice_for_the_decoder_to_refuse() {
        var json = Records.with(JSON, "\"kind\": \"Pin\"", "\"kind\": \"Pin\", \"kind\": \"Pin\"");
        assertThat(Records.pin(json).problems())
                .map(Problem::toString)
                .containsExactly("p.yaml:2:48: kind: given twice, first in line 2; expected it once");
    }

    @Test
    void json_of_a_place_that_says_so_is_never_yaml() {
        assertThat(problem("p.json", "{a: 1}")).startsWith("p.json:1:2: not JSON: ");
    }

    private static String problem(String place, String text) {
        return RecordCodec.parse(place, text).problems().getFirst().toString();
    }
}
