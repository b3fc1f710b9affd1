package dev.belay.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.access.Access;
import dev.belay.access.ApiToken;
import dev.belay.access.Needs;
import dev.belay.access.Role;
import dev.belay.model.Failure;
import dev.belay.model.Rollout;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ApiTest.WithFakeDesk.class)
class ApiTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SHOP = "/api/v1/targets/shop-production";

    /** The API alone, with a desk of ours. */
    public static class WithFakeDesk implements ApiProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Beans.class);
        }
    }

    /** Tokens are named for their role; the token is the name. */
    @Alternative
    @Singleton
    static class Beans {
        @Produces
        @Singleton
        @Alternative
        FakeDesk desk() {
            return new FakeDesk();
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
                            token("shop", Role.ADMIN, List.of("shop-*"))),
                    false);
        }

        private static ApiToken token(String name, Role role, List<String> targets) {
            return new ApiToken(name, BuildFile.sha256(name.getBytes(StandardCharsets.UTF_8)), role, targets);
        }
    }

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource
    URI root;

    @SuppressWarnings("NullAway.Init") // set by Quarkus
    @TestHTTPResource(management = true)
    URI management;

    @Inject
    Desk desk;

    @Inject
    Feed feed;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void calm() {
        fake().failing = null;
    }

    private FakeDesk fake() {
        return (FakeDesk) desk;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/targets, viewer",
        "GET, /api/v1/targets/shop-production, viewer",
        "GET, /api/v1/targets/shop-production/plan, viewer",
        "POST, /api/v1/targets/shop-production/plan, viewer",
        "GET, /api/v1/pins/shop-production, viewer",
        "GET, /api/v1/holds, viewer",
        "POST, /api/v1/publish, admin",
        "GET, /api/v1/holds/freeze, viewer",
        "GET, /api/v1/targets/shop-production/versions, viewer",
        "GET, /api/v1/targets/shop-production/rollouts, viewer",
        "GET, /api/v1/targets/shop-production/rollouts/20261120T145107Z-1, viewer",
        "POST, /api/v1/targets/shop-production/reconcile, operator",
        "PUT, /api/v1/holds/inc-482, operator",
        "DELETE, /api/v1/holds/inc-482, operator",
        "GET, /api/v1/gate/shop-production?version=v1, viewer",
        "POST, /api/v1/targets/shop-production/rollback, operator",
        "POST, /api/v1/targets/shop-production/rollback/plan, viewer",
        "PUT, /api/v1/pins/shop-production, admin",
        "PUT, /api/v1/targets/shop-production/versions/v1/knownGood, admin",
        "DELETE, /api/v1/targets/shop-production/versions/v1/knownGood, admin",
        "PUT, /api/v1/targets/shop-production/versions/v1/vetoed, admin",
        "DELETE, /api/v1/targets/shop-production/versions/v1/vetoed, admin",
        "POST, /api/v1/targets/shop-production/admit, admin"
    })
    void each_route_is_open_to_its_role_and_those_above(String method, String path, String role) throws Exception {
        var roles = List.of("viewer", "operator", "admin");
        for (String who : roles) {
            var answer = send(as(who, method, path).header("If-Match", "\"rev-1\""));
            boolean allowed = roles.indexOf(who) >= roles.indexOf(role);
            assertThat(answer.statusCode())
                    .as("%s %s as %s: %s", method, path, who, answer.body())
                    .matches(status -> allowed ? status < 300 : status == 403);
            if (!allowed) {
                assertProblem(answer, 403, path);
                assertThat(json(answer).get("detail").asText()).startsWith("this needs " + role + "; " + who);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/targets",
        "GET, /api/v1/targets/shop-production",
        "GET, /api/v1/events",
        "PUT, /api/v1/pins/shop-production",
        "DELETE, /api/v1/holds/inc-482",
        "GET, /api/v1/nothing",
        "GET, /api",
        "DELETE, /api/v1/targets",
        "OPTIONS, /api/v1/targets"
    })
    void nobody_unknown_is_let_in_anywhere(String method, String path) throws Exception {
        for (String authorization : List.of("", "Bearer wrong", "Basic dmlld2VyOg==")) {
            var request = request(method, path);
            var answer = send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
            assertProblem(answer, 401, path);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/targets",
                "/api//v1/targets",
                "/./api/v1/targets",
                "/x/../api/v1/targets",
                "/%61pi/v1/targets",
                "/api/v1/targets/",
                "/api/v1/targets;x=1",
                "/API/v1/targets"
            })
    void a_path_in_disguise_opens_nothing(String path) throws Exception {
        var answer = send(request("GET", path));
        assertThat(answer.statusCode()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("shop");
    }

    @Test
    void a_token_for_some_targets_sees_those_only() throws Exception {
        assertThat(names(get("shop", "/api/v1/targets"))).containsExactly("shop-staging", "shop-production");
        assertProblem(get("shop", "/api/v1/targets/blog"), 403, "/api/v1/targets/blog");
        var write = send(as("shop", "PUT", "/api/v1/pins/blog").header("If-Match", "\"rev-1\""));
        assertProblem(write, 403, "/api/v1/pins/blog");
        assertThat(json(write).get("detail").asText()).isEqualTo("shop may not touch blog");
        assertThat(send(as("shop", "PUT", "/api/v1/holds/h")).statusCode()).isEqualTo(403);
    }

    @Test
    void targets_come_most_urgent_first() throws Exception {
        assertThat(names(get("viewer", "/api/v1/targets"))).containsExactly("shop-staging", "shop-production", "blog");
    }

    @ParameterizedTest
    @CsvSource({
        "summary=Drifted, shop-staging",
        "summary=Drifted&summary=Synced, shop-staging blog",
        "label=team=shop, shop-staging shop-production",
        "label=team%3Dshop&summary=Verifying, shop-production",
        "label=team=other, ''"
    })
    void targets_are_filtered(String query, String expected) throws Exception {
        var found = names(get("viewer", "/api/v1/targets?" + query));
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"summary=Nonsense", "label=team"})
    void a_filter_that_is_none_is_refused(String query) throws Exception {
        assertProblem(get("viewer", "/api/v1/targets?" + query), 400, "/api/v1/targets");
    }

    @Test
    void a_status_is_as_the_contract_writes_it() throws Exception {
        assertThat(json(get("viewer", SHOP))).isEqualTo(JSON.readTree("""
                {"apiVersion": "belay.dev/v1", "kind": "Status",
                 "metadata": {"name": "shop-production", "labels": {"team": "shop"}},
                 "summary": "Verifying", "observedAt": "2026-11-20T14:52:10Z",
                 "pin": {"revision": "rev-1", "version": "v1", "reason": "INC-482", "by": "alice", "pending": null},
                 "components": {
                   "api": {"kind": "ecs", "pinned": "shop-api:123", "inForce": "shop-api:123", "running": "shop-api:124",
                           "synced": false, "since": "2026-11-20T14:52:10Z", "difference": "runs shop-api:124"},
                   "web": {"kind": "site", "pinned": "v1", "inForce": null, "running": null, "synced": null, "since": null,
                           "foreign": 3}},
                 "conditions": [{"type": "Synced", "status": "False", "reason": "RollingOut", "message": "moving",
                                 "lastTransitionTime": "2026-11-20T14:52:10Z"}],
                 "rollout": {"id": "20261120T145107Z-1", "cause": "pin", "phase": "verify",
                             "startedAt": "2026-11-20T14:51:07Z"},
                 "lastRollout": {"id": "20261120T145107Z-1", "outcome": "RolledBackByEcs",
                                 "finishedAt": "2026-11-20T14:52:10Z"}}
                """));
    }

    @Test
    void an_unpinned_target_has_no_pin() throws Exception {
        assertThat(json(get("viewer", "/api/v1/targets/blog")).get("pin").isNull())
                .isTrue();
    }

    @Test
    void a_plan_is_a_list_of_steps() throws Exception {
        assertThat(json(get("viewer", SHOP + "/plan?version=v3"))).isEqualTo(JSON.readTree("""
                {"items": [{"component": "api", "what": "update to v3"}, {"component": null, "what": "verify"}]}
                """));
    }

    @Test
    void versions_say_whether_they_are_ready_and_why_not_and_what_is_known_of_them() throws Exception {
        assertThat(json(get("viewer", SHOP + "/versions"))).isEqualTo(JSON.readTree("""
                {"items": [{"version": "v2", "state": "running", "ready": true, "problems": [],
                            "since": "2026-11-20T14:52:10Z"},
                           {"version": "v1", "state": "vetoed", "ready": false, "problems": ["The build is gone."],
                            "since": "2026-11-20T14:51:10Z", "until": "2026-11-20T14:52:10Z", "end": "replaced by v2",
                            "knownGoodAt": "2026-11-20T14:51:40Z",
                            "word": {"state": "vetoed", "by": "bob", "reason": "leaks", "at": "2026-11-20T14:52:10Z"}}]}
                """));
    }

    @Test
    void rollouts_are_entries_and_one_is_all_its_evidence() throws Exception {
        var entries = json(get("viewer", SHOP + "/rollouts")).get("items");
        assertThat(entries.get(1)).isEqualTo(JSON.readTree("""
                {"id": "20261120T145107Z-1", "cause": "pin", "outcome": "Succeeded", "startedAt": "2026-11-20T14:51:07Z",
                 "finishedAt": "2026-11-20T14:52:10Z", "from": {"api": "shop-api:124"}, "to": {"api": "shop-api:123"}}
                """));
        assertThat(entries.get(0).has("outcome")).isFalse();
        var one = json(get("viewer", SHOP + "/rollouts/20261120T145107Z-1"));
        assertThat(one.get("timeline").get(0).get("what").asText()).isEqualTo("updated to shop-api:123");
        assertThat(one.get("checks").get(0).get("answer").asText()).isEqualTo("answered 200");
        assertThat(one.get("evidence").get("api deployment").asText()).isEqualTo("ecs-svc/1");
    }

    @Test
    void rollouts_can_be_read_as_markdown() throws Exception {
        var one =
                send(as("viewer", "GET", SHOP + "/rollouts/20261120T145107Z-1").header("Accept", "text/markdown"));
        assertThat(one.headers().firstValue("Content-Type").orElse("")).startsWith("text/markdown");
        assertThat(one.body())
                .startsWith("# Rollout 20261120T145107Z-1 of shop-production\n")
                .contains("login \\| fails", "| api | shop-api:124 | shop-api:123 |", "updated to shop-api:123");
        var all = send(as("viewer", "GET", SHOP + "/rollouts").header("Accept", "text/markdown"));
        assertThat(all.body()).contains("| 20261120T145107Z-1 | pin | Succeeded |");
        var missing = send(as("viewer", "GET", SHOP + "/rollouts/x").header("Accept", "text/markdown"));
        assertProblem(missing, 404, SHOP + "/rollouts/x");
    }

    @Test
    void lines_of_logs_are_shown_to_operators_only() throws Exception {
        String path = SHOP + "/rollouts/20261120T145107Z-1";
        for (String accept : List.of("application/json", "text/markdown")) {
            assertThat(send(as("viewer", "GET", path).header("Accept", accept)).body())
                    .contains("its container crashes", "exit code 1")
                    .doesNotContain("last words");
            assertThat(send(as("operator", "GET", path).header("Accept", accept))
                            .body())
                    .contains("last words");
        }
        assertThat(json(get("viewer", path)).at("/told/0/receiver").asText()).isEqualTo("slack");
    }

    @Test
    void whoever_accepts_anything_gets_json() throws Exception {
        var answer = send(as("viewer", "GET", SHOP + "/rollouts").header("Accept", "*/*"));
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
    }

    @Test
    void a_pin_is_written_on_what_was_read_and_by_whom() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "version: v2", "application/yaml")
                .header("If-Match", "\"rev-1\""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"rev-2\"");
        assertThat(json(answer).get("revision").asText()).isEqualTo("rev-2");
        assertThat(fake().last).isEqualTo("pin shop-production version: v2 Revision[revision=rev-1] by admin");
    }

    @Test
    void a_pin_is_not_written_by_somebody_who_does_not_say_what_they_saw() throws Exception {
        assertProblem(
                send(put("admin", "/api/v1/pins/shop-production", "{}", "application/json")),
                428,
                "/api/v1/pins/shop-production");
        assertProblem(send(as("admin", "POST", SHOP + "/admit")), 428, SHOP + "/admit");
    }

    @Test
    void a_pin_that_moved_is_not_written_and_its_revision_is_told() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "{}", "application/json")
                .header("If-Match", "\"rev-0\""));
        assertProblem(answer, 412, "/api/v1/pins/shop-production");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"rev-1\"");
    }

    @Test
    void a_new_pin_says_that_there_was_none() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "{}", "application/json")
                .header("If-None-Match", "*"));
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(fake().last).contains("Absent[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"*\"", "W/\"rev-1\"", "\"a\", \"b\"", "\"\"", "\"rev-1"})
    void what_is_not_one_revision_is_refused(String tag) throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "{}", "application/json")
                .header("If-Match", tag));
        assertProblem(answer, 400, "/api/v1/pins/shop-production");
    }

    @Test
    void quotes_may_be_forgotten() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "{}", "application/json")
                .header("If-Match", "rev-1"));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void every_problem_of_a_record_is_told() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "versoin: v2", "text/yaml")
                .header("If-Match", "\"rev-1\""));
        assertProblem(answer, 400, "/api/v1/pins/shop-production");
        assertThat(json(answer).get("problems").get(0).asText()).endsWith("did you mean version?");
    }

    @Test
    void a_record_that_is_empty_or_not_text_is_refused() throws Exception {
        var empty = put("admin", "/api/v1/pins/shop-production", "", "application/json");
        assertProblem(send(empty.header("If-Match", "\"rev-1\"")), 400, "/api/v1/pins/shop-production");
        var binary = as("admin", "PUT", "/api/v1/pins/shop-production")
                .setHeader("Content-Type", "application/json")
                .header("If-Match", "\"rev-1\"")
                .PUT(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, (byte) 0xfe}));
        assertProblem(send(binary), 400, "/api/v1/pins/shop-production");
    }

    @ParameterizedTest
    @ValueSource(ints = {Body.LIMIT + 1, 5_000_000})
    void a_body_that_is_too_long_is_refused(int length) throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "x".repeat(length), "application/json")
                .header("If-Match", "\"rev-1\""));
        assertProblem(answer, 413, "/api/v1/pins/shop-production");
    }

    @Test
    void a_body_of_another_type_is_refused() throws Exception {
        var answer = send(put("admin", "/api/v1/pins/shop-production", "a=b", "application/x-www-form-urlencoded")
                .header("If-Match", "\"rev-1\""));
        assertProblem(answer, 415, "/api/v1/pins/shop-production");
    }

    @Test
    void a_pending_pin_is_admitted_by_its_revision() throws Exception {
        var done = send(as("admin", "POST", SHOP + "/admit").header("If-Match", "\"rev-1\""));
        assertThat(done.statusCode()).isEqualTo(202);
        assertThat(fake().last).isEqualTo("admit shop-production rev-1 by admin");
        var moved = send(as("admin", "POST", SHOP + "/admit").header("If-Match", "\"rev-0\""));
        assertProblem(moved, 412, SHOP + "/admit");
        var nothing = send(as("admin", "POST", "/api/v1/targets/blog/admit").header("If-Match", "\"rev-1\""));
        assertProblem(nothing, 409, "/api/v1/targets/blog/admit");
    }

    private HttpResponse<String> publish(String who, String body, String... headers) throws Exception {
        var request = as(who, "POST", "/api/v1/publish").method("POST", BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    @Test
    void publishing_says_what_becomes_of_each_record_and_a_fingerprint_of_what_was_shown() throws Exception {
        var answer = publish(
                "admin",
                "{\"records\": [{\"place\": \"pins/shop.yaml\", \"text\": \"x\"}], \"take\": [\"a*\"], \"dryRun\": true,"
                        + " \"by\": \"ci\"}");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"f-1\"");
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                {"dryRun": true, "fingerprint": "f-1", "items": [
                  {"kind": "Pin", "name": "shop-production", "place": "pins/shop-production.yaml", "change": "kept",
                   "differences": ["spec.version: v1 → v2"], "why": "by alice", "written": false},
                  {"kind": "Pin", "name": "shop-production", "place": "s3://x", "change": "left", "written": false,
                   "why": "it is no longer in the directory; prune deletes it", "heldBack": "hold freeze"},
                  {"kind": "Pin", "name": "shop-production", "place": "s3://x", "change": "delete", "written": false}]}
                """));
        assertThat(fake().last)
                .isEqualTo("publish PublishRequest[records=[SubmittedRecord[place=pins/shop.yaml, text=x]], take=[a*],"
                        + " prune=false, by=ci, reason=null] Anything[] dry true by admin");
    }

    @Test
    void what_publishing_would_do_is_for_viewers_too() throws Exception {
        assertThat(publish("viewer", "{\"records\": [], \"dryRun\": true}").statusCode())
                .isEqualTo(200);
        assertThat(fake().last).contains("dry true by viewer");
        assertProblem(publish("viewer", "{\"records\": [], \"dryRun\": false}"), 403, "/api/v1/publish");
    }

    @Test
    void publishing_what_moved_is_refused_and_what_stopped_says_how_far_it_came() throws Exception {
        String body = "{\"records\": []}";
        assertThat(publish("admin", body, "If-Match", "\"rev-1\"").statusCode()).isEqualTo(200);
        assertProblem(publish("admin", body, "If-Match", "\"rev-0\""), 412, "/api/v1/publish");
        var stopped = publish("admin", "{\"records\": [], \"prune\": true}");
        assertProblem(stopped, 409, "/api/v1/publish");
        assertThat(json(stopped).get("detail").asText())
                .isEqualTo("it stopped before the end: Pin x was changed meanwhile; publish again to go on");
        assertThat(json(stopped).at("/problems/0").asText()).isEqualTo("pins/shop-production: written");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"records\": null}",
                "{\"records\": [null]}",
                "{\"records\": [{\"place\": \"pins/x.yaml\"}]}",
                "{\"records\": [], \"take\": [null]}",
                "{\"records\": [], \"takes\": []}",
                "{\"records\": [], \"prune\": \"yes\"}",
                "{\"records\": []} x"
            })
    void what_is_no_directory_is_refused(String body) throws Exception {
        var answer = publish("admin", body);
        assertProblem(answer, 400, "/api/v1/publish");
        assertThat(answer.body()).doesNotContain("dev.belay", "Exception");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'name': 'shop', 'cluster': 'c', 'service': 's'}                              | 200
            {'name': 'shop', 'bucket': 'b', 'build': 's3://builds/dist-{version}/'}       | 200
            {'name': 'shop', 'bucket': 'b', 'build': 's3://builds/dist/'}                 | 400
            {'name': 'shop', 'service': 's'}                                              | 400
            {'name': 'shop'}                                                              | 400
            {'name': 'Shop', 'cluster': 'c', 'service': 's'}                              | 400
            {'name': 'shop', 'cluster': 'c', 'service': 's', 'buckt': 'b'}                | 400
            """)
    void records_for_what_exists_are_answered_and_written_nowhere(String body, int status) throws Exception {
        var answer = send(
                as("admin", "POST", "/api/v1/adopt").method("POST", BodyPublishers.ofString(body.replace('\'', '"'))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 200) {
            assertThat(json(answer)).isEqualTo(JSON.readTree("""
                    {"records": [{"place": "targets/shop.yaml", "text": "kind: Target\\n"},
                                 {"place": "pins/shop.yaml", "text": "kind: Pin\\n"}], "notes": ["A note."]}
                    """));
        }
    }

    @Test
    void only_an_admin_has_the_daemon_look_around() throws Exception {
        assertProblem(send(as("operator", "POST", "/api/v1/adopt")), 403, "/api/v1/adopt");
    }

    private HttpResponse<String> rollback(String who, String request, String revision) throws Exception {
        return send(as(who, "POST", SHOP + "/rollback")
                .method("POST", BodyPublishers.ofString(request))
                .setHeader("Content-Type", "application/json")
                .header("If-Match", revision));
    }

    @Test
    void a_rollback_says_what_was_chosen_and_what_was_passed_over() throws Exception {
        var answer = rollback("operator", "{\"reason\":\"INC-482\"}", "\"rev-1\"");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"rev-2\"");
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                {"target": "shop-production", "version": "v1",
                 "components": {"api": {"taskDefinition": "shop-api:122"}, "web": {"version": "v1"}, "docs": {"leave": true},
                                "job": {"images": {"app": "r/job:v1"}, "base": "running"}},
                 "passedOver": [{"version": "v2", "why": "it is vetoed"}],
                 "revision": "rev-2", "hold": "rollback-shop-production", "message": "v1 is pinned"}
                """));
        assertThat(fake().last)
                .isEqualTo("rollback shop-production {\"reason\":\"INC-482\"} Revision[revision=rev-1] by operator"
                        + " anywhere false");
    }

    @Test
    void the_plan_of_a_rollback_needs_no_reason_and_says_which_revision_to_name() throws Exception {
        var answer = send(as("viewer", "POST", SHOP + "/rollback/plan"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"7\"");
        assertThat(json(answer)).isEqualTo(JSON.readTree("""
                {"target": "shop-production", "version": "20261119-0900",
                 "components": {"api": {"taskDefinition": "shop-api:123"}}, "passedOver": [],
                 "revision": "7", "beyond": null, "waits": null,
                 "steps": [{"component": "api", "what": "update shop-api to shop-api:123"}]}
                """));
        assertThat(fake().last).isEqualTo("plan rollback shop-production null by viewer");
    }

    @Test
    void a_rollback_without_saying_what_was_seen_is_refused_and_so_is_a_second_click() throws Exception {
        assertProblem(send(as("operator", "POST", SHOP + "/rollback")), 428, SHOP + "/rollback");
        var second = rollback("operator", "{\"reason\":\"INC-482\"}", "\"rev-0\"");
        assertProblem(second, 412, SHOP + "/rollback");
        assertThat(second.headers().firstValue("ETag")).hasValue("\"rev-1\"");
    }

    @Test
    void where_there_is_nothing_to_go_back_to_each_version_says_why() throws Exception {
        var answer = rollback("operator", "{\"reason\":\"nowhere\"}", "\"rev-1\"");
        assertProblem(answer, 409, SHOP + "/rollback");
        assertThat(json(answer).get("problems").get(0).asText()).isEqualTo("v2: it is vetoed");
    }

    @Test
    void only_an_admin_goes_back_to_what_is_not_known_good() throws Exception {
        String request = "{\"to\":\"v0\",\"reason\":\"INC-482\"}";
        assertProblem(rollback("operator", request, "rev-1"), 403, SHOP + "/rollback");
        assertThat(rollback("admin", request, "rev-1").statusCode()).isEqualTo(200);
    }

    @Test
    void the_gate_is_open_or_locked_with_the_reason() throws Exception {
        var open = get("viewer", "/api/v1/gate/shop-production?version=v1");
        assertThat(open.statusCode()).isEqualTo(200);
        assertThat(json(open)).isEqualTo(JSON.readTree("{\"go\": true, \"reason\": \"frozen by hold inc-482\"}"));
        var locked = get("viewer", "/api/v1/gate/shop-production");
        assertProblem(locked, 423, "/api/v1/gate/shop-production");
        assertThat(json(locked).get("title").asText()).isEqualTo("Locked");
        assertThat(json(locked).get("detail").asText()).isEqualTo("frozen by hold inc-482");
        assertProblem(get("viewer", "/api/v1/gate/nothing"), 404, "/api/v1/gate/nothing");
        assertProblem(get("shop", "/api/v1/gate/blog"), 403, "/api/v1/gate/blog");
    }

    @Test
    void a_word_on_a_version_is_taken_down_whatever_the_version_is_called() throws Exception {
        String image = SHOP + "/versions/r%2Fapi:v1,%20web%20v2/vetoed";
        var put = send(put("admin", image, "{\"reason\":\"it leaks\"}", "application/json"));
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(json(put)).isEqualTo(JSON.readTree("""
                {"target": "shop-production", "version": "r/api:v1, web v2", "message": "marked"}
                """));
        assertThat(fake().last)
                .isEqualTo("mark shop-production [r/api:v1, web v2] VETOED {\"reason\":\"it leaks\"} by admin");
        assertThat(send(as("admin", "DELETE", SHOP + "/versions/v1/knownGood")).statusCode())
                .isEqualTo(200);
        assertThat(fake().last).startsWith("unmark shop-production [v1] KNOWN_GOOD");
        String path = SHOP + "/versions/v9/knownGood";
        assertProblem(send(put("admin", path, "{\"reason\":\"x\"}", "application/json")), 404, path);
        assertProblem(
                send(put("admin", SHOP + "/versions/v1/vetoed", "", "application/json")),
                400,
                SHOP + "/versions/v1/vetoed");
    }

    @Test
    void a_pin_is_read_as_it_stands_with_what_must_be_said_to_replace_it() throws Exception {
        var json = get("viewer", "/api/v1/pins/shop-production");
        assertThat(json.headers().firstValue("ETag")).hasValue("\"rev-1\"");
        assertThat(json.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(json(json)).isEqualTo(JSON.readTree("{\"spec\": {\"version\": 20261120, \"barrier\": true}}"));
        for (String type : List.of("application/yaml", "text/yaml")) {
            var yaml = send(as("viewer", "GET", "/api/v1/pins/shop-production").header("Accept", type));
            assertThat(yaml.headers().firstValue("Content-Type").orElse("")).startsWith(type);
            assertThat(yaml.body()).isEqualTo("spec:\n  version: 20261120\n  barrier: true\n");
        }
        assertProblem(get("shop", "/api/v1/pins/blog"), 403, "/api/v1/pins/blog");
    }

    @Test
    void a_pin_that_is_not_written_is_planned() throws Exception {
        var plan = send(as("viewer", "POST", SHOP + "/plan")
                .setHeader("Content-Type", "application/yaml")
                .method("POST", BodyPublishers.ofString("version: v3")));
        assertThat(json(plan)).isEqualTo(JSON.readTree("""
                {"items": [{"component": "api", "what": "update shop-api to shop-api:123"}]}
                """));
        assertThat(fake().last).isEqualTo("plan pin shop-production version: v3");
    }

    @Test
    void holds_are_listed_to_those_whom_they_concern_and_an_invalid_one_says_that_it_freezes() throws Exception {
        assertThat(json(get("viewer", "/api/v1/holds"))).isEqualTo(JSON.readTree("""
                {"items": [
                  {"name": "freeze", "revision": "8", "mode": "suspend", "targets": ["shop-*"], "labels": {},
                   "reason": "INC-482", "by": "alice", "until": "2026-11-20T14:52:10Z", "inForce": false, "problems": []},
                  {"name": "inc-482", "revision": "7", "mode": "freeze", "targets": [], "labels": {}, "inForce": true,
                   "problems": ["targets/x.yaml: not a record"]}]}
                """));
        assertThat(names(get("shop", "/api/v1/holds"))).containsExactly("freeze");
        var one = get("shop", "/api/v1/holds/freeze");
        assertThat(one.headers().firstValue("ETag")).hasValue("\"8\"");
        assertThat(json(one).get("mode").asText()).isEqualTo("suspend");
        assertProblem(get("shop", "/api/v1/holds/inc-482"), 404, "/api/v1/holds/inc-482");
    }

    @Test
    void a_target_is_looked_at_on_request() throws Exception {
        var answer = send(as("operator", "POST", SHOP + "/reconcile"));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(fake().last).isEqualTo("reconcile shop-production by operator");
    }

    @Test
    void a_hold_is_written_and_lifted_without_reading_it_first() throws Exception {
        var put = send(put("operator", "/api/v1/holds/inc-482", "{\"mode\":\"freeze\"}", "application/json"));
        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(fake().last).isEqualTo("hold inc-482 {\"mode\":\"freeze\"} Anything[] by operator [*]");
        var lift = send(as("operator", "DELETE", "/api/v1/holds/inc-482").header("If-Match", "\"rev-1\""));
        assertThat(lift.statusCode()).isEqualTo(204);
        assertThat(fake().last).isEqualTo("lift inc-482 Revision[revision=rev-1] by operator");
        assertProblem(send(as("operator", "DELETE", "/api/v1/holds/other")), 404, "/api/v1/holds/other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/targets/nothing",
                "/api/v1/targets/nothing/plan",
                "/api/v1/pins/nothing",
                "/api/v1/holds/nothing",
                "/api/v1/targets/nothing/rollouts",
                "/api/v1/targets/shop-production/rollouts/nothing",
                "/api/v1/targets/Bad_Name",
                "/api/v1/targets/shop-production/nothing",
                "/api/v1/nothing",
                "/api/v2/targets",
                "/api"
            })
    void what_is_not_there_is_a_problem(String path) throws Exception {
        assertProblem(get("viewer", path), 404, path);
    }

    @Test
    void what_can_not_be_done_there_is_a_problem() throws Exception {
        assertProblem(send(as("admin", "DELETE", "/api/v1/targets")), 405, "/api/v1/targets");
        assertProblem(send(as("admin", "DELETE", "/api/v1/pins/shop-production")), 405, "/api/v1/pins/shop-production");
        assertProblem(
                send(as("viewer", "GET", "/api/v1/targets").header("Accept", "image/png")), 406, "/api/v1/targets");
    }

    @Test
    void a_failure_of_ours_says_nothing_of_our_insides() throws Exception {
        var answer = get("viewer", "/api/v1/targets/broken");
        assertProblem(answer, 500, "/api/v1/targets/broken");
        assertThat(answer.body()).doesNotContain("internal words", "Exception", "dev.belay");
    }

    @Test
    void a_store_that_can_not_be_read_is_said() throws Exception {
        fake().failing = new Failure.Unavailable("s3 GetObject: timed out");
        assertProblem(get("viewer", "/api/v1/targets"), 503, "/api/v1/targets");
        fake().failing = new Failure.Denied("s3 GetObject: AccessDenied");
        assertProblem(get("viewer", "/api/v1/targets"), 502, "/api/v1/targets");
    }

    @Test
    void health_and_metrics_have_a_port_of_their_own_and_need_no_token() throws Exception {
        for (String path : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
            var answer =
                    client.send(HttpRequest.newBuilder(management.resolve(path)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isIn(200, 503);
            assertThat(send(request("GET", path)).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void whoever_watches_is_told_of_their_targets() throws Exception {
        var request = as("shop", "GET", "/api/v1/events").build();
        HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(nextLine(lines)).isEqualTo(":watching");
            feed.publish(new Happening.StatusChanged(FakeDesk.status("blog", "web", Summary.SYNCED)));
            feed.publish(new Happening.StatusChanged(FakeDesk.status("shop-staging", "shop", Summary.DRIFTED)));
            feed.publish(
                    new Happening.StepTaken("shop-staging", "r1", new Rollout.Step(FakeDesk.AT, "api", "updated")));
            assertThat(nextLine(lines)).isEqualTo("event:status");
            assertThat(nextLine(lines)).startsWith("data:{\"apiVersion\"").contains("shop-staging");
            assertThat(nextLine(lines)).isEqualTo("event:step");
            assertThat(nextLine(lines))
                    .isEqualTo("data:{\"target\":\"shop-staging\",\"rollout\":\"r1\",\"step\":"
                            + "{\"at\":\"2026-11-20T14:52:10Z\",\"component\":\"api\",\"what\":\"updated\"}}");
        }
    }

    @Test
    void every_route_of_ours_needs_a_role() {
        for (Class<?> resource : List.of(
                TargetsResource.class,
                VersionsResource.class,
                GateResource.class,
                PinsResource.class,
                PublishResource.class,
                AdoptResource.class,
                HoldsResource.class,
                EventsResource.class)) {
            for (var method : resource.getMethods()) {
                if (method.getDeclaringClass() == resource) {
                    assertThat(method.isAnnotationPresent(Needs.class))
                            .as(method.toString())
                            .isTrue();
                }
            }
        }
    }

    private static String nextLine(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String path) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = json(answer);
        assertThat(problem.get("type").asText())
                .isEqualTo("https://belay.dev/problems/"
                        + problem.get("type").asText().substring(27));
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("detail").asText()).isNotBlank();
        assertThat(problem.get("instance").asText()).isEqualTo(path);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static List<String> names(HttpResponse<String> answer) throws IOException {
        return json(answer).get("items").findValuesAsText("name");
    }

    private HttpResponse<String> get(String who, String path) throws Exception {
        return send(as(who, "GET", path));
    }

    private HttpRequest.Builder put(String who, String path, String body, String type) {
        return as(who, "PUT", path).setHeader("Content-Type", type).PUT(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder as(String who, String method, String path) {
        return request(method, path).header("Authorization", "Bearer " + who);
    }

    private HttpRequest.Builder request(String method, String path) {
        boolean posts = method.equals("POST") && (path.endsWith("/rollback") || path.equals(SHOP + "/plan"));
        String sent = path.endsWith("/publish") ? "{\"records\": []}" : "{}";
        boolean hasBody = posts || method.equals("PUT") || path.endsWith("/publish");
        var body = hasBody ? BodyPublishers.ofString(sent) : BodyPublishers.noBody();
        String at = root.getScheme() + "://" + root.getAuthority() + path;
        return HttpRequest.newBuilder(URI.create(at)).method(method, body).header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
