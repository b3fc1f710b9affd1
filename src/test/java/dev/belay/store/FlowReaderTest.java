package dev.belay.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Check;
import dev.belay.model.Check.Flow.Step;
import dev.belay.model.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows as people write them, and what they are told of those that are not in order. */
class FlowReaderTest {
    static final String FLOW = """
            - name: login
              flow:
                - post: https://shop.example/login
                  json: {user: probe, password: "${secret:shop/probe-password}"}
                  status: 201
                  capture: {token: $.token, next: "header:Location"}
                - get: https://shop.example/discover?t={token}
                  headers: {Authorization: "Bearer {token}"}
                  contains: items
                  expect: {$.user: "{next}"}
            """;

    @Test
    void a_flow_is_read_step_by_step() {
        var flow = flow(FLOW + "  timeout: PT3S\n");
        assertThat(flow.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(flow.steps())
                .containsExactly(
                        new Step(
                                "POST",
                                "https://shop.example/login",
                                new TreeMap<>(),
                                "{\"user\":\"probe\",\"password\":\"${secret:shop/probe-password}\"}",
                                201,
                                null,
                                new TreeMap<>(),
                                new TreeMap<>(Map.of("token", "$.token", "next", "header:Location"))),
                        new Step(
                                "GET",
                                "https://shop.example/discover?t={token}",
                                new TreeMap<>(Map.of("Authorization", "Bearer {token}")),
                                null,
                                null,
                                "items",
                                new TreeMap<>(Map.of("$.user", "{next}")),
                                new TreeMap<>()));
    }

    @Test
    void an_exchange_takes_as_long_as_one_of_http_unless_said_otherwise() {
        assertThat(flow(FLOW).timeout()).isEqualTo(Check.Http.TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {a: 1, b: "1", c: -1.5, d: 010, e: 1.2.3} | {"a":1,"b":"1","c":-1.5,"d":"010","e":"1.2.3"}
            {a: true, b: "true", c: yes, d: False}    | {"a":true,"b":"true","c":"yes","d":"False"}
            {a: null, b: ~, c: "null", d: ""}         | {"a":null,"b":null,"c":"null","d":""}
            [[], {}, [1, [x]]]                        | [[],{},[1,["x"]]]
            plain text                                | "plain text"
            "q\\"uote"                                 | "q\\"uote"
            12                                        | 12
            """)
    void a_body_is_the_json_that_its_tree_stands_for(String body, String json) {
        assertThat(flow(Records.with(FLOW, "{user: probe, password: \"${secret:shop/probe-password}\"}", body))
                        .steps()
                        .getFirst()
                        .json())
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            - post: https      | - head: https              |
            status: 201        | status: 2xx                | 36:19: spec.verify[0].flow[0].status: "2xx"; expected a whole number from 100 to 599
            status: 201        | stauts: 201                | 36:11: spec.verify[0].flow[0].stauts: unknown field; did you mean "status"?
            post: https        | past: https                | 34:11: spec.verify[0].flow[0].past: unknown field; did you mean "post"?
            {token: $.token,   | {toke: $.token,            | 38:16: spec.verify[0].flow[1].get: {token}, which no earlier step captures; did you mean "{toke}"?
            t={token}          | t={nothing}                | 38:16: spec.verify[0].flow[1].get: {nothing}, which no earlier step captures; expected one of token, next
            /login             | /login/{token}             | 34:17: spec.verify[0].flow[0].post: {token}, which no earlier step captures; expected a capture of an earlier step
            user: probe        | user: "{token}"            | 35:24: spec.verify[0].flow[0].json.user: {token}, which no earlier step captures; expected a capture of an earlier step
            user: probe        | user: 1.10                 | 35:24: spec.verify[0].flow[0].json.user: "1.10"; expected a number in its shortest form, of up to 15 digits and 6 decimals, or text in quotes
            user: probe        | user: 1e5                  | 35:24: spec.verify[0].flow[0].json.user: "1e5"; expected a number in its shortest form, of up to 15 digits and 6 decimals, or text in quotes
            user: probe        | user: a, user: b           | 35:27: spec.verify[0].flow[0].json.user: given twice, first in line 35; expected it once
            ${secret:          | ${secrets:                 | 35:41: spec.verify[0].flow[0].json.password: "${secrets:shop/probe-password}"; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}
            Bearer {token}     | Bearer ${token}            | 39:36: spec.verify[0].flow[1].headers.Authorization: "${token}"; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}
            Bearer {token}     | Bearer ${env:HOME}         | 39:36: spec.verify[0].flow[1].headers.Authorization: "${env:HOME}"; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}
            Authorization:     | Host:                      | 39:21: spec.verify[0].flow[1].headers: "Host"; expected a header's name, other than Host and those of the connection
            header:Location    | cookie:id                  | 37:43: spec.verify[0].flow[0].capture.next: "cookie:id"; expected a JSON path such as $.token, or header:NAME
            {token: $.token    | {1: $.token, token: $.t    | 37:21: spec.verify[0].flow[0].capture: "1"; expected a capture's name: letters, digits, _ and - up to 63, a letter first
            - get: https://shop.example/discover | - get: http://169.254.169.254/discover | 38:16: spec.verify[0].flow[1].get: "http://169.254.169.254/discover?t={token}" is a link-local or metadata address; expected an http:// or https:// address
            - get:             | - head:                    | 40:21: spec.verify[0].flow[1].contains: the answer to a HEAD has no body; expected get instead of head
            {$.user:           | {user:                     | 41:20: spec.verify[0].flow[1].expect: "user"; expected a JSON path such as $.status
            """)
    void a_flow_is_told(String part, String other, String expected) {
        var problems = Records.lines(read(Records.with(FLOW, part, other)).problems());
        if (expected == null) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).first().isEqualTo("t.yaml:" + expected);
        }
    }

    @Test
    void a_flow_has_steps() {
        assertThat(Records.lines(read("- name: login\n  flow: []\n").problems()))
                .containsExactly("t.yaml:33:13: spec.verify[0].flow: 0 steps; expected 1 to 50");
    }

    @Test
    void a_step_is_one_request() {
        var two = Records.with(FLOW, "status: 201", "get: https://shop.example/");
        assertThat(Records.lines(read(two).problems()))
                .containsExactly(
                        "t.yaml:34:11: spec.verify[0].flow[0]: get and post; expected exactly one of get, post, put,"
                                + " patch, delete, head");
    }

    @Test
    void a_body_is_not_null() {
        assertThat(Records.lines(read(Records.with(
                                FLOW, "json: {user: probe, password: \"${secret:shop/probe-password}\"}", "json:"))
                        .problems()))
                .containsExactly("t.yaml:35:16: spec.verify[0].flow[0].json: null; expected a body, or no such field");
    }

    @Test
    void captures_are_not_known_to_other_flows() {
        String other = FLOW.replace("name: login", "name: other")
                .replace("https://shop.example/login", "https://shop.example/{token}");
        assertThat(Records.lines(read(FLOW + other).problems()))
                .containsExactly(
                        "t.yaml:44:17: spec.verify[1].flow[0].post: {token}, which no earlier step captures; expected a"
                                + " capture of an earlier step");
    }

    private static Check.Flow flow(String check) {
        var probe = Records.valid(read(check)).verify().getFirst().probe();
        return probe instanceof Check.Flow flow ? flow : new Check.Flow(List.of(), Duration.ZERO);
    }

    /** The checks of {@link Records#TARGET} replaced by others, from line 32 on. */
    private static Decoded<Target> read(String checks) {
        String target = Records.TARGET;
        int start = target.indexOf("  verify:\n");
        return Records.target(target.substring(0, start)
                + "  soak: PT1M\n  onFailure: hold\n  drift: report\n  verify:\n"
                + checks.indent(4));
    }
}
