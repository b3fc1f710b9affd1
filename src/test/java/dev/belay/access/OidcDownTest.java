package dev.belay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.ApiProfile;
import dev.belay.verify.BuildFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The provider was down when Belay started, and still is. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestProfile(OidcDownTest.WithoutProvider.class)
class OidcDownTest {
    /** Nobody listens at port 1. */
    public static class WithoutProvider implements ApiProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(ApiProfile.super.getConfigOverrides());
            all.put("belay.api.tokens.ci.sha256", BuildFile.sha256("static".getBytes(StandardCharsets.UTF_8)));
            all.put("belay.api.tokens.ci.role", "operator");
            all.put("belay.api.limits.failures", "3");
            all.put("quarkus.oidc.auth-server-url", "http://localhost:1");
            all.put("quarkus.oidc.client-id", FakeProvider.CLIENT);
            all.put("quarkus.oidc.credentials.secret", "a secret of at least thirty-two characters");
            return all;
        }
    }

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @Test
    void belay_runs_and_static_tokens_are_good() throws Exception {
        assertThat(ask("/api/v1/targets", "Authorization", "Bearer static").statusCode())
                .isEqualTo(200);
    }

    @Test
    @Order(1)
    void whoever_needs_the_provider_is_told_that_it_is_down() throws Exception {
        var answer = ask("/api/v1/targets", "Authorization", "Bearer eyJhbGciOiJub25lIn0.e30.x");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("can't be asked now", "/problems/unavailable");
    }

    @Test
    void who_tries_too_often_waits_and_a_good_token_from_there_is_good_all_the_same() throws Exception {
        int last = 0;
        for (int i = 0; i < 4; i++) {
            last = ask("/api/v1/targets", "Authorization", "Bearer wrong").statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(ask("/api/v1/targets", "Authorization", "Bearer static").statusCode())
                .isEqualTo(200);
    }

    @Test
    void people_are_sent_back_to_the_form_that_takes_a_token() throws Exception {
        for (String path : new String[] {"/sign-in/oidc", "/sample/page"}) {
            var answer = ask(path, "Accept", "text/html", "Cookie", "q_session=whatever");
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("../sign-in?");
        }
    }

    private HttpResponse<String> ask(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(root.getScheme() + "://" + root.getAuthority() + path))
                .headers(headers);
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
