package dev.belay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.access.Access;
import dev.belay.access.ApiToken;
import dev.belay.access.Role;
import dev.belay.api.ApiProfile;
import dev.belay.model.Failure;
import dev.belay.model.Summary;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Feed;
import dev.belay.rollout.Happening;
import dev.belay.verify.BuildFile;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConsoleTest.WithDesk.class)
class ConsoleTest {
    private static final String SHOP = "/targets/shop-production";
    private static final String ROLLOUT = SHOP + "/rollouts/20261120T145107.000Z";

    /** The console alone, with a desk of ours. */
    public static class WithDesk implements ApiProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Beans.class);
        }
    }

    /** Tokens are named for their role; the token is the name. */
    @Alternative
    @Singleton
    static class Beans {
        private final DeskBehindTheConsole behind = new DeskBehindTheConsole();

        @Produces
        @Singleton
        @Alternative
        DeskBehindTheConsole behind() {
            return behind;
        }

        @Produces
        @Singleton
        @Alternative
        Desk desk() {
            return behind.desk();
        }

        @Produces
        @Singleton
        @Alternative
        Feed feed() {
            return new Feed();
        }

        @Produces
        @Singleton
        @Alternative
        Access access() {
            return new Access(
                    List.of(
                            token("viewer", Role.VIEWER, List.of()),
                            token("operator", Role.OPERATOR, List.of()),
                            token("admin", Role.ADMIN, List.of()),
                            token("blogger", Role.ADMIN, List.of("blog"))),
                    false);
        }

        private static ApiToken token(String name, Role role, List<String> targets) {
            return new ApiToken(name, BuildFile.sha256(name.getBytes(StandardCharsets.UTF_8)), role, targets);
        }
    }

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @SuppressWarnings("NullAway.Init")
    @Inject
    DeskBehindTheConsole behind;

    @SuppressWarnings("NullAway.Init")
    @Inject
    Feed feed;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void well() {
        behind.failing = null;
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void the_most_urgent_comes_first_and_what_cannot_be_read_is_unknown() throws Exception {
        String page = get("/", "viewer").body();
        assertThat(names(page)).containsExactly("shop-staging", "shop-production", "blog");
        assertThat(page).contains("data-summary=\"Unknown\" data-rank=\"1\"").contains("access is denied");
    }

    @ParameterizedTest
    @CsvSource({
        "?summary=Drifted, shop-production",
        "?summary=drifted&summary=Synced, shop-production blog",
        "?label=team%3Dweb, blog",
        "?q=STAGING%20shop, shop-staging"
    })
    void a_wall_can_be_bookmarked_with_its_filters(String query, String shown) throws Exception {
        String page = get("/" + query, "viewer").body();
        var names = Pattern.compile("<tr role=\"row\" id=\"t-([^\"]+)\"[^>]*>")
                .matcher(page)
                .results()
                .filter(row -> !row.group().contains(" hidden"))
                .map(row -> row.group(1))
                .toList();
        assertThat(names).containsExactly(shown.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", SHOP, ROLLOUT, SHOP + "/versions", SHOP + "/history", SHOP + "/do/rollback", "/sign-in"})
    void words_of_others_stay_words_and_nothing_stands_inline(String path) throws Exception {
        String page = get(path, "admin").body();
        assertThat(page).doesNotContain("<script>").doesNotContain("style=\"").doesNotContain("<style");
        assertThat(page).doesNotContainPattern("\\son[a-z]+=\"").doesNotContain("hx-on");
        assertThat(page).doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", SHOP, ROLLOUT, SHOP + "/versions", SHOP + "/history", SHOP + "/do/rollback", "/sign-in"})
    void every_address_is_relative_so_that_any_prefix_may_stand_before_it(String path) throws Exception {
        String page = get(path, "admin").body();
        var addresses = Pattern.compile("(?<![-\\w])(?:href|src|action|hx-get|hx-post|sse-connect)=\"([^\"]*)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(addresses).isNotEmpty().allMatch(address -> address.startsWith(".") || address.startsWith("#"));
        URI behindProxy = URI.create("http://proxy.example/tools/belay" + path);
        assertThat(addresses)
                .allSatisfy(address ->
                        assertThat(behindProxy.resolve(address).getPath()).startsWith("/tools/belay/"));
    }

    @Test
    void assets_are_kept_for_ever_under_their_version_and_pages_never() throws Exception {
        HttpResponse<String> page = get("/", "viewer");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        var asset = Pattern.compile("\\./(assets/[0-9a-f]+/[a-z.]+)")
                .matcher(page.body())
                .results()
                .toList();
        assertThat(asset).hasSizeGreaterThan(4);
        for (var each : asset) {
            HttpResponse<String> answer = get("/" + each.group(1), "");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
        }
        assertThat(get("/assets/0123/console.css", "").headers().firstValue("Cache-Control"))
                .hasValue("no-cache");
    }

    @ParameterizedTest
    @CsvSource({"viewer, 'rollback admit reconcile freeze suspend pin'", "operator, 'admit pin'", "admin, admit"})
    void what_a_role_may_not_do_is_shown_with_why(String role, String closed) throws Exception {
        String page = get(SHOP, role).body();
        var disabled = Pattern.compile("<button id=\"do-([a-z]+)\" disabled")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(disabled).containsExactly(closed.split(" "));
        assertThat(page).contains(role.equals("admin") ? "nothing waits for it" : "needs admin");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, rollback, 403", "operator, rollback, 200", "operator, pin, 403", "admin, pin, 400",
        "operator, admit, 403", "admin, admit, 409", "viewer, freeze, 403", "operator, freeze, 200",
        "viewer, reconcile, 403", "operator, reconcile, 200", "operator, mark, 403", "blogger, rollback, 403"
    })
    void what_is_not_allowed_is_refused_and_not_only_hidden(String who, String what, int status) throws Exception {
        String form = "revision=rev-1&reason=x&version=v2&hold=h&to=v2";
        assertThat(post(SHOP + "/do/" + what, form, who).statusCode()).isEqualTo(status);
    }

    @Test
    void a_rollback_shows_its_plan_first_and_sends_what_was_shown() throws Exception {
        String dialog = get(SHOP + "/do/rollback", "operator").body();
        assertThat(dialog)
                .contains("update shop-api to shop-api:122")
                .contains("name=\"revision\" value=\"rev-1\"")
                .contains("v3: it is vetoed")
                .contains("id=\"freeze\" name=\"freeze\" value=\"on\" checked");
        var done = post(
                SHOP + "/do/rollback",
                "to=v2&revision=rev-1&reason=login+fails&incident=INC-482&freeze=on",
                "operator");
        assertThat(done.body()).contains("v2 is pinned");
        assertThat(done.headers().firstValue("HX-Retarget")).hasValue("#message");
        assertThat(behind.last)
                .isEqualTo(
                        "rollback shop-production {\"to\":\"v2\",\"reason\":\"login fails\",\"incident\":{\"id\":\"INC-482\"},"
                                + "\"freeze\":true} Revision[revision=rev-1] by operator anywhere false");
    }

    @Test
    void a_second_click_is_told_that_it_moved() throws Exception {
        var answer = post(SHOP + "/do/rollback", "to=v2&revision=rev-0&reason=x", "operator");
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(answer.body())
                .contains("It moved")
                .contains("Nothing was done")
                .contains("is-moved");
        assertThat(answer.headers().firstValue("HX-Retarget")).isEmpty();
        assertThat(behind.last).contains("\"freeze\":false");
    }

    @Test
    void a_freeze_writes_a_new_hold_and_only_those_that_bear_upon_the_target_are_shown() throws Exception {
        post(SHOP + "/do/freeze", "hold=freeze-shop&reason=INC-482&until=2026-11-21+09:00", "operator");
        assertThat(behind.last)
                .isEqualTo(
                        "hold freeze-shop {\"targets\":[\"shop-production\"],\"mode\":\"freeze\",\"reason\":\"INC-482\","
                                + "\"until\":\"2026-11-21T09:00:00Z\"} Absent[]");
        assertThat(get(SHOP, "operator").body()).contains("id=\"lift-inc-482\"").doesNotContain("elsewhere");
    }

    @Test
    void a_hold_is_lifted_as_it_was_shown_and_a_refusal_is_said() throws Exception {
        assertThat(get(SHOP + "/do/lift?hold=inc-482", "operator").body()).contains("name=\"revision\" value=\"7\"");
        var answer = post(SHOP + "/do/lift", "hold=inc-482&revision=7", "operator");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("names targets that are not yours");
    }

    @Test
    void lines_of_logs_are_for_operators_only() throws Exception {
        assertThat(get(ROLLOUT, "operator").body()).contains("secret log");
        assertThat(get(ROLLOUT, "viewer").body()).doesNotContain("secret log").contains("its container crashes");
        assertThat(get(SHOP, "viewer").body()).doesNotContain("secret log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", SHOP, SHOP + "/do/rollback"})
    void a_store_that_cannot_be_reached_is_said_in_words(String path) throws Exception {
        behind.failing = new Failure.Unavailable("the store did not answer");
        HttpResponse<String> answer = get(path, "admin");
        if (path.endsWith("rollback")) {
            answer = get("/", "admin");
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the store did not answer").contains("is-bad");
    }

    @Test
    void somebody_unknown_is_led_to_the_sign_in_form() throws Exception {
        HttpResponse<String> answer = get(SHOP, "");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).startsWith("../sign-in");
    }

    @Test
    void a_token_signs_in_and_a_wrong_one_is_said() throws Exception {
        HttpResponse<String> in = post("/sign-in", "token=operator&next=targets/blog", "");
        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(in.headers().firstValue("Location").orElse("")).endsWith("targets/blog");
        assertThat(in.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Strict");
        HttpResponse<String> wrong = post("/sign-in", "token=nobody", "");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("nobody&#39;s");
    }

    @Test
    void who_may_see_one_target_sees_one_line() throws Exception {
        assertThat(names(get("/", "blogger").body())).containsExactly("blog");
    }

    @Test
    void a_changed_line_is_sent_once_as_it_is_now() throws Exception {
        String since = Pattern.compile("since=([a-z0-9-]+)")
                .matcher(get("/", "viewer").body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        for (int i = 0; i < 50; i++) {
            feed.publish(
                    new Happening.StatusChanged(DeskBehindTheConsole.status("blog", Summary.DRIFTED, "change " + i)));
        }
        String heard = listen("/live?since=" + since, "viewer", "change 49");
        assertThat(heard).contains("event:beat").contains("id=\"t-blog\"").contains("hx-swap-oob=\"true\"");
        assertThat(heard).doesNotContain("change 48");
    }

    @Test
    void a_watcher_of_an_earlier_daemon_is_told_to_ask_again() throws Exception {
        assertThat(listen("/live?since=other-1", "viewer", "again")).contains("event:again");
    }

    @Test
    void a_targets_page_is_sent_the_parts_that_changed() throws Exception {
        String since = Pattern.compile("since=([a-z0-9-]+)")
                .matcher(get(SHOP, "viewer").body())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        feed.publish(new Happening.StatusChanged(
                DeskBehindTheConsole.status("shop-production", Summary.PROGRESSING, "on its way")));
        assertThat(listen(SHOP + "/live?since=" + since, "viewer", "id=\"rollout\""))
                .contains("id=\"now\"")
                .contains("<progress max=\"4\" value=\"2\"")
                .contains("id=\"actions\"");
    }

    private static List<String> names(String page) {
        return Pattern.compile("<tr role=\"row\" id=\"t-([^\"]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** What is sent until a text comes. */
    private String listen(String path, String token, String until) throws Exception {
        var answer = http.send(request(path, token).build(), BodyHandlers.ofInputStream());
        var heard = new StringBuilder();
        try (InputStream in = answer.body();
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            while (heard.indexOf(until) < 0) {
                String line = lines.readLine();
                if (line == null) {
                    throw new IOException("it ended before " + until + ": " + heard);
                }
                heard.append(line).append('\n');
            }
        }
        return heard.toString();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return http.send(request(path, token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String form, String token) throws Exception {
        return http.send(
                request(path, token)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(root.resolve(path)).header("Accept", "text/html, text/event-stream, */*");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
