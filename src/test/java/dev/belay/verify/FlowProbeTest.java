package dev.belay.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.belay.model.Check.Flow;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flows against a real web server, a small shop with a login. */
class FlowProbeTest {
    private static final String SESSION = "session-0123456789";

    private final Origin origin = new Origin();
    private final Vault vault = new Vault();
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        origin.close();
    }

    @Test
    void a_login_and_what_it_opens_pass() {
        shop();
        var answer = probe(
                post("/login", "{\"user\":\"probe\",\"password\":\"${secret:password}\"}")
                        .status(200)
                        .capture("token", "$.token"),
                get("/discover").header("Authorization", "Bearer {token}").contains("items"));
        assertThat(answer).isEqualTo(Answer.passed("all 2 steps answered as expected"));
    }

    @Test
    void a_body_is_json_with_its_secrets_escaped() {
        echo();
        probe(post("/echo", "{\"n\":7,\"on\":true,\"list\":[\"${secret:password}\"],\"x\":null}"));
        assertThat(received)
                .containsExactly(
                        "POST /echo application/json {\"n\":7,\"on\":true,\"list\":[\"hunter2 \\\"hunter2\\\"\"],\"x\":null}");
    }

    @Test
    void a_content_type_of_its_own_stays() {
        echo();
        probe(post("/echo", "{}").header("content-type", "application/vnd.shop+json"));
        assertThat(received).containsExactly("POST /echo application/vnd.shop+json {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"})
    void every_method_is_sent(String method) {
        echo();
        assertThat(probe(step(method, "/echo", null)).passed()).isTrue();
        assertThat(received).containsExactly(method + " /echo  ");
    }

    @Test
    void cookies_are_kept_and_sent_on() {
        shop();
        assertThat(probe(post("/login", "{\"user\":\"probe\",\"password\":\"${secret:password}\"}"), get("/account"))
                        .passed())
                .isTrue();
        assertThat(probe(get("/account")).words()).contains("answered 401");
    }

    @Test
    void the_cookies_of_one_try_are_not_those_of_the_next() {
        shop();
        Step login = post("/login", "{\"user\":\"probe\",\"password\":\"${secret:password}\"}");
        assertThat(probe(login, get("/account")).passed()).isTrue();
        assertThat(probe(get("/account")).passed()).isFalse();
    }

    @Test
    void a_header_is_captured_and_used_in_an_address() {
        echo();
        origin.handles("/start", exchange -> {
            exchange.getResponseHeaders().add("Location", "/echo?order=7");
            exchange.sendResponseHeaders(302, -1);
        });
        var answer = probe(
                get("/start").status(302).capture("next", "header:location"),
                new Step("GET", origin.at("").toString() + "{next}", null));
        assertThat(answer.passed()).isTrue();
        assertThat(received).containsExactly("GET /echo?order=7  ");
    }

    @Test
    void what_stands_in_an_address_is_escaped_for_its_place() {
        echo();
        origin.answers("/ids", 200, bytes("{\"id\":\"a b/c?d&e+ü\"}"));
        probe(get("/ids").capture("id", "$.id"), get("/echo").query("?q={id}&t=${secret:token}"));
        assertThat(received).containsExactly("GET /echo?q=a%20b%2Fc%3Fd%26e%2B%C3%BC&t=s3cr3t%2Ftoken%2B1  ");
    }

    @Test
    void an_address_may_be_a_secret_itself() {
        echo();
        vault.values.put("url", origin.at("/echo") + "?key=abcdef\n");
        assertThat(probe(new Step("GET", "${secret:url}", null)).passed()).isTrue();
        assertThat(received).containsExactly("GET /echo?key=abcdef  ");
    }

    /** A server that was broken into, or just echoes, must not get at secrets by answering with their names. */
    @Test
    void what_a_server_answers_is_not_taken_for_a_reference_or_a_capture() {
        echo();
        origin.answers("/evil", 200, bytes("{\"a\":\"${secret:password}{b}\",\"b\":\"hidden\"}"));
        probe(get("/evil").capture("a", "$.a").capture("b", "$.b"), post("/echo", "{\"v\":\"{a}\"}"));
        assertThat(received).containsExactly("POST /echo application/json {\"v\":\"${secret:password}{b}\"}");
    }

    @Test
    void a_captured_value_makes_no_other_host_of_the_one_in_the_record() {
        origin.answers("/evil", 200, bytes("{\"path\":\"@elsewhere.example/\"}"));
        var answer = probe(
                get("/evil").capture("path", "$.path"),
                new Step("GET", origin.at("").toString() + "{path}", null));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.OPEN);
        assertThat(answer.words()).endsWith("was not sent: a value that can't be part of a host");
    }

    @Test
    void braces_that_name_no_capture_stay_as_they_are() {
        echo();
        probe(post("/echo", "{\"v\":\"{other} {\"}"));
        assertThat(received).containsExactly("POST /echo application/json {\"v\":\"{other} {\"}");
    }

    @Test
    void expected_values_may_hold_captures_and_secrets() {
        origin.answers("/a", 200, bytes("{\"id\":\"7\"}"));
        origin.answers("/b", 200, bytes("{\"id\":\"7\",\"t\":\"" + Vault.TOKEN + "\"}"));
        var answer = probe(
                get("/a").capture("id", "$.id"),
                get("/b")
                        .expect("$.id", "{id}")
                        .expect("$.t", "${secret:token}")
                        .contains("{id}"));
        assertThat(answer.passed()).isTrue();
    }

    @Test
    void the_step_that_failed_is_said_with_the_beginning_of_its_answer() {
        origin.answers("/ok", 200, bytes("ok"));
        origin.answers(
                "/login", 500, bytes("java.lang.NullPointerException\n\tat shop.Login"), "Content-Type: text/plain");
        assertThat(probe(get("/ok"), post("/login", "{}").status(200)).words())
                .isEqualTo("step 2 POST " + origin.at("/login")
                        + " answered 500, expected 200; it begins: java.lang.NullPointerException at shop.Login");
    }

    @Test
    void without_a_status_any_of_2xx_will_do() {
        origin.answers("/created", 201, bytes("{}"));
        origin.answers("/moved", 302, bytes(""), "Location: /login?token=x");
        assertThat(probe(get("/created")).passed()).isTrue();
        assertThat(probe(get("/moved")).words())
                .isEqualTo(
                        "step 1 GET " + origin.at("/moved") + " answered 302 and a redirect to /login, expected 2xx");
    }

    @Test
    void what_cannot_be_captured_fails_its_step() {
        origin.answers("/a", 200, bytes("{\"user\":\"x\"}"), "Content-Type: application/json");
        assertThat(probe(get("/a").capture("token", "$.token")).words())
                .isEqualTo(
                        "step 1 GET " + origin.at("/a")
                                + " answered 200, but $.token is not there to be captured as token; it begins: {\"user\":\"x\"}");
        assertThat(probe(get("/a").capture("token", "header:X-Token")).words())
                .contains("header:X-Token is not there to be captured as token");
    }

    @Test
    void a_step_that_is_not_answered_is_said() {
        int port = origin.at("/").getPort();
        origin.close();
        assertThat(probe(get("/a")).words())
                .isEqualTo("step 1 GET http://127.0.0.1:" + port + "/a: can't connect to 127.0.0.1:" + port);
    }

    /** All that a server may say of our secrets, its own tokens, and what it was asked. */
    @ParameterizedTest
    @CsvSource({"raw", "url", "json", "base64", "captured", "cookie", "token"})
    void nothing_secret_is_said(String how) {
        origin.handles("/fails", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("Set-Cookie", "s=" + SESSION + "; Path=/");
            send(exchange, 500, says(how));
        });
        var answer = probe(get("/fails")
                .query("?key=${secret:token}")
                .header("Authorization", "Basic ${secret:password}")
                .capture("token", "$.token"));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED);
        assertThat(answer.words())
                .contains("***")
                .doesNotContain("s3cr3t", "hunter2", "czNjcjN0", "captured-token", SESSION, "eyJhbGciOiJI");
    }

    private static String says(String how) {
        return switch (how) {
            case "raw" -> "{\"said\":\"" + Vault.TOKEN + "\"}";
            case "url" -> "{\"said\":\"s3cr3t%2Ftoken%2B1\"}";
            case "json" -> "{\"said\":\"hunter2 \\\"hunter2\\\"\"}";
            case "base64" ->
                "{\"said\":\"" + java.util.Base64.getEncoder().encodeToString(Vault.TOKEN.getBytes(UTF_8)) + "\"}";
            case "captured" -> "{\"token\":\"captured-token\"}";
            case "cookie" -> "{\"said\":\"" + SESSION + "\"}";
            case "token" -> "{\"said\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmVk\"}";
            default -> throw new IllegalArgumentException(how);
        };
    }

    @Test
    void a_secret_in_the_address_is_not_said() {
        origin.answers("/s3cr3t/token+1", 404, bytes(""));
        assertThat(probe(new Step("GET", origin.at("/") + "${secret:token}?a=${secret:password}#x", null))
                        .words())
                .isEqualTo("step 1 GET " + origin.at("/") + "*** answered 404, expected 2xx");
    }

    @Test
    void a_header_that_cannot_be_sent_is_said_without_its_value() {
        vault.values.put("broken", "hunter2\nhunter2");
        assertThat(probe(get("/a").header("X-Key", "${secret:broken}")).words())
                .endsWith("/a: a request header can't be sent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${secret:none} | ${secret:none}: there is none",
                "${ssm:slow} | ${ssm:slow}: Rate exceeded",
                "${env:BELAY_RECORD_NONE} | ${env:BELAY_RECORD_NONE}: there is no such environment variable",
                "${secrte:x} | ${secrte:x} is not a reference; expected ${secret:NAME}, ${ssm:NAME} or ${env:BELAY_RECORD_NAME}"
            })
    void a_secret_that_cannot_be_resolved_is_not_held_against_the_version(String reference, String problem) {
        echo();
        var answer = probe(get("/echo").header("Authorization", reference));
        assertThat(answer).isEqualTo(Answer.open("step 1 GET " + origin.at("/echo") + " was not sent: " + problem));
        assertThat(received).isEmpty();
    }

    @Test
    void a_page_or_a_picture_in_the_way_is_not_quoted_as_text() {
        origin.answers("/a", 500, new byte[] {(byte) 0x89, 'P', 'N', 'G'}, "Content-Type: image/png");
        assertThat(probe(get("/a")).words()).endsWith("answered 500, expected 2xx");
    }

    @Test
    void metadata_addresses_are_refused_also_by_way_of_a_capture() {
        origin.answers("/a", 200, bytes("{\"next\":\"http://169.254.169.254/latest/meta-data/\"}"));
        assertThat(probe(get("/a").capture("next", "$.next"), new Step("GET", "{next}", null))
                        .words())
                .contains("is a link-local or metadata address");
    }

    @Test
    void redirects_are_not_followed() {
        origin.answers("/a", 302, bytes(""), "Location: http://169.254.169.254/");
        assertThat(probe(get("/a").status(302)).passed()).isTrue();
        assertThat(origin.asked).hasSize(1);
    }

    @Test
    void a_name_of_the_metadata_service_is_refused() {
        var probe = new FlowProbe(
                host -> new InetAddress[] {
                    InetAddress.getByAddress(host, new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254})
                },
                vault);
        assertThat(probe.probe(flow(new Step("GET", "http://harmless.example/", null)))
                        .words())
                .contains("harmless.example is refused");
    }

    /** {@code /login} gives a token and a cookie for the password; {@code /discover} wants the token, {@code /account} the cookie. */
    private void shop() {
        origin.handles("/login", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            exchange.getResponseHeaders().add("Set-Cookie", "s=" + SESSION + "; Path=/; HttpOnly");
            send(exchange, body.contains("hunter2 \\\"hunter2\\\"") ? 200 : 403, "{\"token\":\"t-1\"}");
        });
        origin.handles(
                "/discover",
                exchange -> send(
                        exchange,
                        Origin.header(exchange, "Authorization").equals("Bearer t-1") ? 200 : 401,
                        "{\"items\":[]}"));
        origin.handles(
                "/account",
                exchange -> send(exchange, Origin.header(exchange, "Cookie").contains(SESSION) ? 200 : 401, "{}"));
    }

    private void echo() {
        origin.handles("/echo", exchange -> {
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + Origin.header(exchange, "Content-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws java.io.IOException {
        exchange.sendResponseHeaders(status, bytes(body).length);
        exchange.getResponseBody().write(bytes(body));
    }

    private Answer probe(Step... steps) {
        return new FlowProbe(Web.DNS, vault).probe(flow(steps));
    }

    private static Flow flow(Step... steps) {
        var all = new ArrayList<Flow.Step>();
        for (Step step : steps) {
            all.add(step.done());
        }
        return new Flow(all, Duration.ofSeconds(10));
    }

    private Step get(String path) {
        return step("GET", path, null);
    }

    private Step post(String path, String json) {
        return step("POST", path, json);
    }

    private Step step(String method, String path, @Nullable String json) {
        return new Step(method, origin.at(path).toString(), json);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** A step being written. */
    private static final class Step {
        private final String method;
        private String url;
        private final @Nullable String json;
        private final Map<String, String> headers = new TreeMap<>();
        private final Map<String, String> expect = new TreeMap<>();
        private final Map<String, String> capture = new TreeMap<>();
        private @Nullable Integer status;
        private @Nullable String contains;

        Step(String method, String url, @Nullable String json) {
            this.method = method;
            this.url = url;
            this.json = json;
        }

        Step query(String query) {
            url += query;
            return this;
        }

        Step header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Step status(int expected) {
            status = expected;
            return this;
        }

        Step contains(String text) {
            contains = text;
            return this;
        }

        Step expect(String path, String value) {
            expect.put(path, value);
            return this;
        }

        Step capture(String name, String from) {
            capture.put(name, from);
            return this;
        }

        Flow.Step done() {
            return new Flow.Step(
                    method,
                    url,
                    new TreeMap<>(headers),
                    json,
                    status,
                    contains,
                    new TreeMap<>(expect),
                    new TreeMap<>(capture));
        }
    }
}
