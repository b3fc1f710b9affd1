package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.access.ProblemType;
import dev.belay.rollout.Desk;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around the routes: the audit log, idempotency keys, what every answer says, what is closed. */
@QuarkusTest
@TestProfile(ApiTest.WithFakeDesk.class)
class GuardsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PIN = "/api/v1/pins/shop-production";
    private static final String RECONCILE = "/api/v1/targets/shop-production/reconcile";

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @Inject
    Desk desk;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Listener listener = new Listener();

    private static final class Listener extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        Logger.getLogger("dev.belay.audit").addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        Logger.getLogger("dev.belay.audit").removeHandler(listener);
    }

    private FakeDesk fake() {
        return (FakeDesk) desk;
    }

    @Test
    void a_client_that_offers_another_protocol_over_plain_http_is_answered_in_the_one_it_spoke() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/api/v1/openapi"))
                .version(HttpClient.Version.HTTP_2)
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @Test
    void a_write_is_one_line_that_says_who_did_what_why_and_on_what() throws Exception {
        send("PUT", PIN, "admin", "version: v2\nreason: INC-482", "If-Match", "\"rev-1\"", "X-Request-Id", "r-1");
        JsonNode line = said();
        assertThat(line.get("at").asText()).endsWith("Z");
        assertThat(line.get("request").asText()).isEqualTo("r-1");
        assertThat(line.get("who").asText()).isEqualTo("admin");
        assertThat(line.get("role").asText()).isEqualTo("admin");
        assertThat(line.get("how").asText()).isEqualTo("token");
        assertThat(line.get("from").asText()).isEqualTo("127.0.0.1");
        assertThat(line.get("method").asText()).isEqualTo("PUT");
        assertThat(line.get("route").asText()).isEqualTo(PIN);
        assertThat(line.get("target").asText()).isEqualTo("shop-production");
        assertThat(line.get("reason").asText()).isEqualTo("INC-482");
        assertThat(line.get("content").asText()).isEqualTo("version: v2");
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("before").asText()).isEqualTo("rev-1");
        assertThat(line.get("after").asText()).isEqualTo("rev-2");
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {4}")
    @CsvSource({
        "PUT, /api/v1/pins/shop-production, nobody, rev-1, 401",
        "GET, /api/v1/targets, nobody, rev-1, 401",
        "PUT, /api/v1/pins/shop-production, viewer, rev-1, 403",
        "GET, /api/v1/targets/blog, shop, rev-1, 403",
        "PUT, /api/v1/pins/shop-production, admin, rev-0, 412",
        "GET, /api/v1/gate/shop-production, viewer, rev-1, 423",
        "POST, /api/v1/targets/blog/admit, admin, rev-1, 409",
        "POST, /api/v1/targets/nothing/admit, admin, rev-1, 404",
        "DELETE, /api/v1/targets, admin, rev-1, 405"
    })
    void what_was_refused_is_a_line_too(String method, String path, String who, String revision, int status)
            throws Exception {
        send(method, path, who, "{}", "If-Match", revision);
        JsonNode line = said();
        assertThat(line.get("status").asInt()).isEqualTo(status);
        assertThat(line.path("who").asText()).isEqualTo(who.equals("nobody") ? "" : who);
        assertThat(line.has("after")).isFalse();
    }

    @Test
    void reads_are_no_lines() throws Exception {
        send("GET", "/api/v1/targets?token=x", "viewer", "");
        assertThat(listener.lines).isEmpty();
    }

    @Test
    void nothing_that_is_sent_breaks_out_of_its_line_or_gives_a_secret_away() throws Exception {
        String nasty = "{\"version\": \"v\\r\\n{\\\"who\\\":\\\"root\\\"}\", \"reason\": \"a\\u001b]0;x\\u0007\\nb"
                + " password=hunter2 Bearer admin-token-hunter2 \\u2028 \\u202e\"}";
        var request = request("PUT", PIN + "?access_token=hunter2", "admin", nasty)
                .header("If-Match", "\"rev-1\"")
                .header("Cookie", "belay-token=aHVudGVyMg; q_session=hunter2")
                .header("X-Request-Id", "hunter2 }\"")
                .header("X-Forwarded-For", "hunter2")
                .header("User-Agent", "hunter2");
        client.send(request.build(), BodyHandlers.ofString());
        JsonNode line = said();
        assertThat(listener.lines.getFirst())
                .matches("\\p{ASCII}*")
                .doesNotContain("hunter2", "aHVudGVyMg", "\n", "\u001b", "\\u001b");
        assertThat(line.get("who").asText()).isEqualTo("admin");
        assertThat(line.get("reason").asText()).startsWith("a ]0;x b password=*** Bearer ***");
    }

    private JsonNode said() throws IOException {
        assertThat(listener.lines).hasSize(1);
        return JSON.readTree(listener.lines.getFirst());
    }

    @Test
    void the_same_write_under_the_same_key_is_done_once() throws Exception {
        String[] headers = {"If-Match", "\"rev-1\"", "Idempotency-Key", "once"};
        var first = send("PUT", PIN, "admin", "version: v2", headers);
        fake().last = "nothing more";
        var second = send("PUT", PIN, "admin", "version: v2", headers);
        assertThat(fake().last).isEqualTo("nothing more");
        assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(second.headers().firstValue("Idempotent-Replay")).hasValue("true");
        var other = send("PUT", PIN, "admin", "version: v3", headers);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains(ProblemType.KEY_REUSED.uri());
        assertThat(send("PUT", PIN, "shop", "version: v2", headers).statusCode())
                .isEqualTo(200);
        assertThat(fake().last).contains("by shop");
        assertThat(send("PUT", PIN, "admin", "version: v2", "If-Match", "\"rev-1\"", "Idempotency-Key", "a b")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_answer_that_was_a_refusal_is_the_same_again_and_one_that_passes_is_not() throws Exception {
        String[] headers = {"If-Match", "\"rev-0\"", "Idempotency-Key", "refused"};
        var first = send("PUT", PIN, "admin", "version: v2", headers);
        var second = send("PUT", PIN, "admin", "version: v2", headers);
        assertThat(second.statusCode()).isEqualTo(first.statusCode()).isEqualTo(412);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(send("PUT", PIN, "viewer", "version: v2", headers).statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_second_one_while_the_first_is_being_done_is_told_so() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        fake().meanwhile = () -> {
            begun.countDown();
            await(goOn);
        };
        try {
            CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                    request("POST", RECONCILE, "operator", "")
                            .header("Idempotency-Key", "slow")
                            .build(),
                    BodyHandlers.ofString());
            await(begun);
            var second = send("POST", RECONCILE, "operator", "", "Idempotency-Key", "slow");
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains(ProblemType.IN_FLIGHT.uri());
            goOn.countDown();
            assertThat(first.get().statusCode()).isEqualTo(202);
            assertThat(send("POST", RECONCILE, "operator", "", "Idempotency-Key", "slow")
                            .statusCode())
                    .isEqualTo(202);
        } finally {
            goOn.countDown();
            fake().meanwhile = () -> {};
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/targets",
                "/api/v1/nothing",
                "/nothing",
                "/q/health",
                "/sample/form",
                "/sample/page",
                "/api/%zz",
                "/"
            })
    void every_answer_tells_the_browser_what_it_may_do(String path) throws Exception {
        for (String who : List.of("viewer", "nobody")) {
            var answer = send("GET", path, who, "", "Accept", "text/html");
            boolean page =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
            assertThat(header(answer, "Content-Security-Policy"))
                    .as("%s %s", path, answer)
                    .startsWith("default-src 'none'; " + (page ? "script-src 'self'" : "frame-ancestors 'none'"));
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo(page ? "same-origin" : "no-referrer");
            assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(header(answer, "Permissions-Policy")).contains("camera=()");
            assertThat(header(answer, "X-Request-Id")).matches("[0-9a-f]{16}");
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        assertThat(answer.headers().allValues(name).size()).as(name).isLessThan(2);
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q",
                "/q/",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/health",
                "/q/health/live",
                "/q/metrics",
                "/q/dev-ui",
                "/q/arc",
                "/q/info",
                "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
                "/webjars/htmx.org/2.0.10/package.json",
                "//q/openapi",
                "/x/../q/openapi",
                "/%71/openapi",
                "/openapi",
                "/swagger-ui",
                "/.well-known/oauth-protected-resource",
                "/META-INF/resources/index.html",
                "/application.properties"
            })
    void nothing_of_quarkus_is_served_to_anybody(String path) throws Exception {
        for (String who : List.of("nobody", "admin")) {
            assertThat(send("GET", path, who, "").statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void no_other_method_does_anything() throws Exception {
        assertThat(send("TRACE", "/api/v1/targets", "admin", "").statusCode()).isEqualTo(405);
        assertThat(send("OPTIONS", "/api/v1/targets", "nobody", "").statusCode())
                .isEqualTo(401);
        assertThat(send("HEAD", "/api/v1/targets", "nobody", "").statusCode()).isEqualTo(401);
        assertThat(send("HEAD", "/api/v1/targets", "viewer", "").statusCode()).isEqualTo(200);
        assertThat(send("PROPFIND", "/api/v1/targets", "viewer", "").statusCode())
                .isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void every_kind_of_problem_is_documented(ProblemType type) throws Exception {
        assertThat(Files.readString(Path.of("docs/api.md")))
                .contains("| `" + type.slug() + "` | " + type.status() + " | ");
    }

    private HttpResponse<String> send(String method, String path, String who, String body, String... headers)
            throws Exception {
        var request = request(method, path, who, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String method, String path, String who, String body) {
        URI at = URI.create(root.getScheme() + "://" + root.getAuthority()).resolve("/");
        var request = HttpRequest.newBuilder(
                        URI.create(at.toString().replaceAll("/$", "") + path.replace("%zz", "%25zz")))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        if (!who.equals("nobody")) {
            all.addAll(List.of("Authorization", "Bearer " + who));
        }
        return request.headers(all.toArray(String[]::new));
    }
}
