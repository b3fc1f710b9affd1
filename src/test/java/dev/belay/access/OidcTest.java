package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.api.ApiProfile;
import dev.belay.verify.BuildFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People and machines of an OpenID provider, beside static tokens. */
@QuarkusTest
@TestProfile(OidcTest.WithProvider.class)
class OidcTest {
    /** A static token {@code static}, and a provider whose groups are mapped. */
    public static class WithProvider implements ApiProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(ApiProfile.super.getConfigOverrides());
            all.put("belay.api.tokens.ci.sha256", BuildFile.sha256("static".getBytes(StandardCharsets.UTF_8)));
            all.put("belay.api.tokens.ci.role", "operator");
            all.put("belay.api.limits.failures", "1000");
            all.put("quarkus.oidc.auth-server-url", FakeProvider.start());
            all.put("quarkus.oidc.client-id", FakeProvider.CLIENT);
            all.put("quarkus.oidc.credentials.secret", "a secret of at least thirty-two characters");
            all.put("quarkus.http.auth.roles-mapping.sre", "operator,viewer");
            all.put("quarkus.http.auth.roles-mapping.platform", "admin");
            all.put("quarkus.http.auth.roles-mapping.everybody", "viewer");
            return all;
        }
    }

    private static final JsonMapper JSON = new JsonMapper();

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @ConfigProperty(name = "quarkus.oidc.auth-server-url")
    String provider;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void plugIn() throws Exception {
        toProvider("/up", "");
    }

    @ParameterizedTest
    @CsvSource({
        "everybody, GET, /sample/page, 200",
        "everybody, POST, /sample/page, 403",
        "sre, POST, /sample/page, 200",
        "platform, POST, /sample/page, 200",
        "everybody|sre, POST, /sample/page, 200",
        "others, GET, /sample/page, 403",
        "'', GET, /sample/page, 403"
    })
    void the_highest_role_that_a_group_is_mapped_to_counts(String groups, String method, String path, int status)
            throws Exception {
        String token = token(Map.of("sub", "1", "preferred_username", "alice", "groups", groups.split("\\|")));
        var answer = ask(method, path, "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (groups.isEmpty() || groups.equals("others")) {
            assertThat(answer.body()).contains("alice is known", "none of the groups is mapped");
        }
    }

    @Test
    void a_caller_has_the_name_that_people_know() throws Exception {
        assertThat(name(Map.of("sub", "1", "preferred_username", "alice", "email", "a@b")))
                .isEqualTo("alice");
        assertThat(name(Map.of("sub", "1", "email", "alice@shop.example"))).isEqualTo("alice@shop.example");
        assertThat(name(Map.of("sub", "robot-1"))).isEqualTo("robot-1");
        assertThat(name(Map.of("sub", "1", "preferred_username", "al\u001b[31mice\r\nx")))
                .isEqualTo("al [31mice x");
    }

    private String name(Map<String, Object> claims) throws Exception {
        var all = new HashMap<>(claims);
        all.put("groups", List.of("sre"));
        String body = ask("GET", "/sample/page", "Authorization", "Bearer " + token(all))
                .body();
        return body.replace("page of ", "");
    }

    @Test
    void a_token_that_is_not_the_providers_or_too_old_is_refused() throws Exception {
        String good = token(Map.of("sub", "1", "groups", List.of("platform")));
        String expired = token(Map.of("sub", "1", "groups", List.of("platform"), "exp", 1_000_000_000));
        String foreign = token(Map.of("sub", "1", "groups", List.of("platform"), "iss", "https://evil.example"));
        String claims = good.substring(good.indexOf('.') + 1, good.lastIndexOf('.'));
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + claims + ".";
        for (String token : List.of(expired, foreign, unsigned, good.substring(0, good.length() - 6) + "AAAAAA")) {
            assertThat(ask("GET", "/api/v1/targets", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "static-with-a-slip", "not.a-token", "opaque0123456789"})
    void what_is_no_token_of_the_provider_never_reaches_it(String token) throws Exception {
        var answer = ask("GET", "/api/v1/targets", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(token.equals("static") ? 200 : 401);
        assertThat(toProvider("/seen", "")).doesNotContain(token, "/introspect");
    }

    @Test
    void static_tokens_are_good_while_the_provider_is_down() throws Exception {
        toProvider("/down", "");
        assertThat(ask("POST", "/sample/page", "Authorization", "Bearer static").statusCode())
                .isEqualTo(200);
        // Its keys are known already, so its callers are known as well.
        String token = token(Map.of("sub", "1", "groups", List.of("sre")));
        assertThat(ask("POST", "/sample/page", "Authorization", "Bearer " + token)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void people_sign_in_at_the_provider_and_come_back_to_where_they_were() throws Exception {
        var begin = ask("GET", "/sign-in/oidc?next=sample/page", "Accept", "text/html");
        assertThat(begin.statusCode()).as(begin.body()).isEqualTo(302);
        String location = location(begin);
        assertThat(location).startsWith(provider + "/authorize?").contains("client_id=belay");
        String back = URLDecoder.decode(parameter(location, "redirect_uri"), StandardCharsets.UTF_8);
        assertThat(back).endsWith("/sign-in/oidc");
        String code = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsBytes(
                        Map.of("sub", "1", "preferred_username", "alice", "groups", List.of("sre"))));
        var returned = ask(
                "GET",
                "/sign-in/oidc?code=" + code + "&state=" + parameter(location, "state"),
                "Cookie",
                cookies(begin));
        assertThat(returned.statusCode()).as(returned.body()).isEqualTo(302);
        String session = cookies(returned);
        assertThat(session).contains("q_session");
        assertThat(returned.headers().allValues("set-cookie"))
                .filteredOn(cookie -> cookie.startsWith("q_session"))
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("httponly").containsIgnoringCase("samesite=lax"));
        URI on = URI.create(location(returned));
        assertThat(on.getRawQuery()).isEqualTo("next=sample/page");
        var end = ask("GET", on.getRawPath() + "?" + on.getRawQuery(), "Cookie", session);
        assertThat(end.statusCode()).isEqualTo(303);
        assertThat(location(end)).isEqualTo("../sample/page");
        assertThat(ask("GET", "/sample/page", "Cookie", session).body()).isEqualTo("page of alice");
        assertThat(ask("POST", "/sample/page", "Cookie", session).statusCode()).isEqualTo(403);
        assertThat(ask("POST", "/sample/page", "Cookie", session, "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
        assertThat(cookies(ask("POST", "/sample/gone", "Cookie", session, "Sec-Fetch-Site", "same-origin")))
                .contains("q_session=");
        assertThat(ask("GET", "/sample/page", "Cookie", "q_session=nonsense", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(303);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private static String parameter(String address, String name) {
        return address.replaceAll(".*[?&]" + name + "=([^&]*).*", "$1");
    }

    private static String cookies(HttpResponse<String> answer) {
        return String.join(
                "; ",
                answer.headers().allValues("set-cookie").stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .filter(cookie -> !cookie.startsWith("q_auth") || !cookie.endsWith("="))
                        .toList());
    }

    private String token(Map<String, Object> claims) throws Exception {
        return toProvider("/mint", JSON.writeValueAsString(claims));
    }

    private String toProvider(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(provider + path)).POST(BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> ask(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(root.getScheme() + "://" + root.getAuthority() + path))
                .method(method, BodyPublishers.noBody())
                .headers(headers);
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
