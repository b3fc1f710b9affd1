package dev.belay.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Check;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {
    private final Origin origin = new Origin();
    private final HttpProbe probe = new HttpProbe(Web.DNS, new Vault());

    @AfterEach
    void stop() {
        origin.close();
    }

    @Test
    void the_expected_status_passes() {
        origin.answers("/health", 200, bytes("ok"));
        assertThat(probe.probe(get("/health"))).isEqualTo(Answer.passed("answered 200"));
    }

    @Test
    void another_status_is_said() {
        origin.answers("/health", 503, bytes("secret-token"));
        assertThat(probe.probe(get("/health"))).isEqualTo(Answer.failed("answered 503, expected 200"));
    }

    @Test
    void an_expected_error_passes() {
        origin.answers("/gone", 410, bytes(""));
        var ask = new Check.Http(
                origin.at("/gone"), 410, null, new TreeMap<>(), new TreeMap<>(), Check.Http.TIMEOUT, false);
        assertThat(probe.probe(ask).passed()).isTrue();
    }

    @Test
    void a_body_without_the_text_fails() {
        origin.answers("/", 200, bytes("an error page"));
        var answer = probe.probe(ask("/", "items", Map.of(), Map.of(), false));
        assertThat(answer).isEqualTo(Answer.failed("answered 200, but the body (13 bytes) does not contain \"items\""));
    }

    @Test
    void a_body_with_the_text_passes_in_its_own_charset() {
        origin.answers(
                "/",
                200,
                "smörgås".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                "Content-Type: text/plain; charset=iso-8859-1");
        assertThat(probe.probe(ask("/", "smörgås", Map.of(), Map.of(), false)).passed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$.status | UP | ",
                "$.version | 1.10 | ",
                "$.ready | true | ",
                "$.nothing | null | ",
                "$.tags | [\"a\",\"b\"] | ",
                "$.count | 7 | answered 200, but $.count is \"3\", expected \"7\"",
                "$.missing | 7 | answered 200, but $.missing is not in the body, expected \"7\""
            })
    void the_value_at_a_json_path_is_compared_as_text(String path, String expected, @Nullable String problem) {
        origin.answers(
                "/",
                200,
                bytes(
                        "{\"status\":\"UP\",\"version\":1.10,\"ready\":true,\"nothing\":null,\"tags\":[\"a\",\"b\"],\"count\":3}"));
        var answer = probe.probe(ask("/", null, Map.of(path, expected), Map.of(), false));
        assertThat(answer).isEqualTo(problem == null ? Answer.passed("answered 200") : Answer.failed(problem));
    }

    @Test
    void a_body_that_is_not_json_fails() {
        origin.answers("/", 200, bytes("<html>"));
        assertThat(probe.probe(ask("/", null, Map.of("$.a", "b"), Map.of(), false)))
                .isEqualTo(Answer.failed("answered 200, but the body is not JSON"));
    }

    @Test
    void an_empty_body_is_not_json() {
        origin.answers("/", 200, bytes(""));
        assertThat(probe.probe(ask("/", null, Map.of("$.a", "b"), Map.of(), false))
                        .passed())
                .isFalse();
    }

    @Test
    void request_headers_are_sent() {
        origin.handles(
                "/",
                exchange -> exchange.sendResponseHeaders(
                        Origin.header(exchange, "X-Probe").equals("belay") ? 200 : 400, -1));
        assertThat(probe.probe(ask("/", null, Map.of(), Map.of("X-Probe", "belay"), false))
                        .passed())
                .isTrue();
    }

    @Test
    void a_header_that_cannot_be_sent_is_said_without_its_value() {
        var answer = probe.probe(ask("/", null, Map.of(), Map.of("Authorization", "secret\nvalue"), false));
        assertThat(answer).isEqualTo(Answer.failed("a request header can't be sent"));
    }

    @Test
    void a_header_may_hold_a_secret_which_is_not_said() {
        origin.handles("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/" + Origin.header(exchange, "Authorization"));
            exchange.sendResponseHeaders(302, -1);
        });
        var answer = probe.probe(ask("/", null, Map.of(), Map.of("Authorization", "Bearer ${secret:token}"), false));
        assertThat(answer).isEqualTo(Answer.failed("answered 302 and a redirect to /Bearer ***, expected 200"));
    }

    @Test
    void a_secret_that_cannot_be_resolved_is_not_held_against_the_version() {
        origin.answers("/", 200, bytes("ok"));
        var answer = probe.probe(ask("/", null, Map.of(), Map.of("Authorization", "${secret:none}"), false));
        assertThat(answer).isEqualTo(Answer.open("not asked: ${secret:none}: there is none"));
        assertThat(origin.asked).isEmpty();
    }

    @Test
    void a_redirect_is_an_answer_like_any_other() {
        origin.answers("/", 302, bytes(""), "Location: /login?token=secret");
        assertThat(probe.probe(get("/")))
                .isEqualTo(Answer.failed("answered 302 and a redirect to /login, expected 200"));
    }

    @Test
    void redirects_are_followed_where_asked() {
        origin.answers("/", 302, bytes(""), "Location: /login").answers("/login", 200, bytes("ok"));
        assertThat(probe.probe(ask("/", null, Map.of(), Map.of(), true)).passed())
                .isTrue();
    }

    @Test
    void redirects_do_not_go_on_for_ever() {
        origin.answers("/", 302, bytes(""), "Location: /");
        assertThat(probe.probe(ask("/", null, Map.of(), Map.of(), true)))
                .isEqualTo(Answer.failed("more than 5 redirects"));
    }

    @Test
    void credentials_do_not_follow_a_redirect_to_another_origin() {
        try (var other = new Origin()) {
            other.handles(
                    "/",
                    exchange -> exchange.sendResponseHeaders(
                            Origin.header(exchange, "Authorization").isEmpty() ? 200 : 400, -1));
            origin.answers("/", 302, bytes(""), "Location: " + other.at("/"));
            assertThat(probe.probe(ask("/", null, Map.of(), Map.of("Authorization", "Bearer x"), true))
                            .passed())
                    .isTrue();
        }
    }

    @Test
    void a_redirect_to_the_metadata_service_is_refused() {
        origin.answers("/", 302, bytes(""), "Location: http://169.254.169.254/latest/meta-data/");
        assertThat(probe.probe(ask("/", null, Map.of(), Map.of(), true)).words())
                .isEqualTo("169.254.169.254 is refused: 169.254.169.254 is a link-local or metadata address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/",
                "http://169.254.170.2/v2/credentials",
                "http://2852039166/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://[fd00:ec2::23]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/"
            })
    void link_local_and_metadata_addresses_are_refused(String url) {
        assertThat(probe.probe(get(URI.create(url))).words()).contains("is a link-local or metadata address");
    }

    @Test
    void a_name_that_resolves_to_the_metadata_service_is_refused() {
        var named = new HttpProbe(
                host -> new InetAddress[] {
                    InetAddress.getByAddress(host, new byte[] {(byte) 203, 0, 113, 1}),
                    InetAddress.getByAddress(host, new byte[] {(byte) 169, (byte) 254, (byte) 169, (byte) 254})
                },
                new Vault());
        assertThat(named.probe(get(URI.create("http://harmless.example/"))).words())
                .startsWith("harmless.example is refused");
    }

    @Test
    void a_name_that_does_not_resolve_is_an_answer() {
        var named = new HttpProbe(
                host -> {
                    throw new java.net.UnknownHostException(host);
                },
                new Vault());
        assertThat(named.probe(get(URI.create("http://nowhere.example/"))))
                .isEqualTo(Answer.failed("the name nowhere.example does not resolve"));
    }

    @Test
    void each_try_asks_anew_who_is_behind_a_name() {
        var peers = new HashSet<InetSocketAddress>();
        origin.handles("/peer", exchange -> {
            peers.add(exchange.getRemoteAddress());
            exchange.sendResponseHeaders(200, -1);
        });
        probe.probe(get("/peer"));
        probe.probe(get("/peer"));
        assertThat(peers).hasSize(2);
    }

    @Test
    void a_closed_port_is_an_answer() {
        URI url = origin.at("/");
        origin.close();
        assertThat(probe.probe(get(url))).isEqualTo(Answer.failed("can't connect to 127.0.0.1:" + url.getPort()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/", "/health", "mailto:a@b", "http:///x"})
    void only_http_addresses_are_asked(String url) {
        assertThat(probe.probe(get(URI.create(url))).words()).startsWith("expected an http or https address");
    }

    @Test
    void the_timeout_covers_the_body_too() {
        var end = new CountDownLatch(1);
        origin.handles("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('a');
            exchange.getResponseBody().flush();
            await(end);
        });
        var ask = new Check.Http(
                origin.at("/"), 200, null, new TreeMap<>(), new TreeMap<>(), Duration.ofMillis(200), false);
        assertThat(probe.probe(ask)).isEqualTo(Answer.failed("no answer within 200 ms"));
        end.countDown();
    }

    @Test
    void a_body_beyond_the_limit_is_not_read() {
        origin.answers("/", 200, new byte[(int) Body.LIMIT + 1]);
        assertThat(probe.probe(get("/"))).isEqualTo(Answer.failed("the body is longer than 1048576 bytes"));
    }

    @Test
    void words_are_one_short_line() {
        var answer = Answer.failed("a\r\nb\u0000" + "é".repeat(1000));
        assertThat(answer.words()).hasSize(Answer.LONGEST).startsWith("a b éé").endsWith("é…");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Check.Http get(String path) {
        return get(origin.at(path));
    }

    private static Check.Http get(URI url) {
        return new Check.Http(url, 200, null, new TreeMap<>(), new TreeMap<>(), Check.Http.TIMEOUT, false);
    }

    private Check.Http ask(
            String path,
            @Nullable String contains,
            Map<String, String> json,
            Map<String, String> headers,
            boolean followRedirects) {
        return new Check.Http(
                origin.at(path),
                200,
                contains,
                new TreeMap<>(json),
                new TreeMap<>(headers),
                Check.Http.TIMEOUT,
                followRedirects);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
