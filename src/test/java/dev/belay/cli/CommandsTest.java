package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command asks, prints and ends with. */
class CommandsTest {
    private final FakeDaemon daemon = new FakeDaemon();
    private final Typed typed = Typed.at(daemon);

    @TempDir
    Path folder;

    @BeforeEach
    void aTarget() {
        daemon.on("GET /targets/shop", 200, Said.status("Synced", "r1"));
        daemon.on("GET /targets/shop/plan", 200, Said.PLAN);
        daemon.on("POST /targets/shop/plan", 200, Said.PLAN);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void says(int code) {
        assertThat(code).as(typed.out() + typed.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "versions",
                "rollback",
                "plan",
                "pin",
                "admit",
                "hold",
                "release",
                "rollouts",
                "watch",
                "mark",
                "reconcile",
                "validate",
                "contexts",
                "completion",
                "serve"
            })
    void every_command_has_help(String command) {
        says(typed.belay(command, "--help"));
        assertThat(typed.out()).contains("Usage: belay " + command);
        if (!command.equals("serve") && !command.equals("validate")) {
            assertThat(typed.out()).contains("Examples:").contains("  belay " + command);
        }
        assertThat(typed.out().lines().mapToInt(String::length).max().orElseThrow())
                .isLessThanOrEqualTo(120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status --sumary x",
                "versions",
                "rollback shop",
                "plan",
                "pin shop",
                "pin shop v1",
                "admit",
                "hold h --reason x",
                "hold h --targets a",
                "hold h --targets a --label b=c --reason x",
                "hold --targets a --reason x",
                "hold h --targets a --reason x --for soon",
                "hold h --targets a --reason x --until 2020-01-01T00:00:00Z",
                "release",
                "rollouts",
                "mark shop v1 good --reason x",
                "mark shop v1 vetoed",
                "reconcile",
                "completion fish",
                "status -o xml",
                "status shop -l a=b",
                "status --wait --timeout never",
                "versions shop -o markdown",
                "pin shop v1 -f x.yaml",
                "pin shop -f gone.yaml",
                "rollback shop --reason x --component web"
            })
    void what_is_not_understood_is_wrong_usage_and_changes_nothing(String line) {
        daemon.on("GET /targets/shop/versions", 200, "{'items': []}");
        assertThat(typed.belay(line.split(" ", -1))).as(typed.err()).isEqualTo(2);
        assertThat(typed.err()).startsWith("belay: ");
        assertThat(daemon.asked()).allMatch(asked -> asked.what().startsWith("GET "));
    }

    @ParameterizedTest
    @CsvSource({"400, 1", "403, 1", "404, 1", "409, 4", "412, 4", "423, 5", "429, 1", "500, 1", "503, 1"})
    void every_command_ends_with_the_code_for_what_was_answered(int status, int code) {
        for (String[] asked : new String[][] {
            {"GET /targets", "status"},
            {"GET /targets/x", "status x"},
            {"GET /targets/x/versions", "versions x"},
            {"GET /targets/x/plan", "plan x"},
            {"GET /targets/x/rollouts", "rollouts x"},
            {"GET /targets/x", "rollback x --reason y --yes"},
            {"GET /targets/x", "pin x v --reason y --yes"},
            {"GET /targets/x", "admit x --yes"},
            {"GET /holds", "hold"},
            {"GET /holds/h", "release h"},
            {"POST /targets/x/reconcile", "reconcile x"},
            {"PUT /targets/x/versions/v/vetoed", "mark x v vetoed --reason y"},
            {"DELETE /targets/x/versions/v/vetoed", "mark x v vetoed --remove"},
            {"PUT /holds/h", "hold h --targets a --reason y --replace"}
        }) {
            try (var other = new FakeDaemon()) {
                other.problem(asked[0], status, "so it is");
                var anew = Typed.at(other);
                assertThat(anew.belay(asked[1].split(" ", -1)))
                        .as(asked[1] + anew.err())
                        .isEqualTo(code);
                assertThat(anew.err()).containsIgnoringCase("so it is");
            }
        }
    }

    @Test
    void targets_are_listed_with_what_is_wrong_in_words() {
        daemon.on(
                "GET /targets?summary=Drifted&label=team%3Dshop",
                200, "{'items': [" + Said.status("Drifted", "r1") + "]}");
        says(typed.belay("status", "--summary", "Drifted", "-l", "team=shop"));
        assertThat(typed.out()).isEqualTo("""
                NAME  SUMMARY  PINNED  RUNNING         LAST ROLLOUT   WHY
                shop  Drifted  v1      shop-api:1, v1  Succeeded 10m  api runs shop-api:2
                """);
    }

    @Test
    void one_target_is_shown_in_detail() {
        says(typed.belay("status", "shop"));
        assertThat(typed.out())
                .startsWith("shop  Synced\n  pinned to v1 by alice: first version\n")
                .contains("COMPONENT  KIND  PINNED      IN FORCE    RUNNING     SYNCED")
                .contains("Last rollout: Succeeded 10m ago (20261120T144500.000Z).");
    }

    @Test
    void programs_get_what_the_api_answered() throws IOException {
        var json = new ObjectMapper();
        says(typed.belay("status", "shop", "-o", "json"));
        assertThat(json.readTree(typed.out()))
                .isEqualTo(json.readTree(Said.status("Synced", "r1").replace('\'', '"')));
        says(typed.belay("status", "shop", "-o", "yaml"));
        assertThat(typed.out())
                .startsWith("apiVersion: belay.dev/v1\nkind: Status\n")
                .contains("  version: v1\n");
    }

    @Test
    void a_check_is_failed_by_whatever_is_not_synced_and_says_why() {
        assertThat(typed.belay("status", "shop", "--check")).isZero();
        daemon.on("GET /targets/soaks", 200, Said.status("Soaking", "r1"));
        assertThat(typed.belay("status", "soaks", "--check")).isZero();
        daemon.on("GET /targets/bad", 200, Said.status("Degraded", "r1"));
        assertThat(typed.belay("status", "bad", "--check")).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("belay: shop is Degraded: check health fails\n");
    }

    @Test
    void waiting_ends_when_it_is_synced_or_failed() {
        daemon.on("GET /events", 200, Said.event("status", Said.status("Progressing", "r1")));
        daemon.on("GET /targets/moves", 200, Said.status("Progressing", "r1"));
        daemon.on("GET /targets/moves", 200, Said.status("Synced", "r1"));
        assertThat(typed.belay("status", "moves", "--wait")).as(typed.err()).isZero();
        daemon.on("GET /targets/bad", 200, Said.status("Degraded", "r1"));
        assertThat(typed.belay("status", "bad", "--wait")).isEqualTo(3);
        daemon.on("GET /targets/slow", 200, Said.status("Stalled", "r1"));
        assertThat(typed.hurried().belay("status", "slow", "--wait", "--timeout", "30s"))
                .isEqualTo(3);
        assertThat(typed.err()).contains("not there within 30s").contains("shop is Stalled");
    }

    @Test
    void a_plan_is_a_line_a_step() {
        says(typed.belay("plan", "shop"));
        assertThat(typed.out()).isEqualTo("  api  update service shop-api\n       check it\n");
        daemon.on("GET /targets/shop/plan?version=a%2Fb%20c", 200, "{'items': []}");
        says(typed.belay("plan", "shop", "a/b c"));
        assertThat(typed.out()).contains("nothing");
    }

    @Test
    void versions_say_whether_they_are_ready() {
        daemon.on("GET /targets/shop/versions", 200, """
                {'items': [{'version': 'v2', 'state': 'vetoed', 'ready': false, 'problems': ['it failed', 'it leaks'],
                  'since': '2026-11-20T14:00:00Z', 'until': '2026-11-20T14:30:00Z', 'end': 'failed',
                  'word': {'state': 'vetoed', 'by': 'bob', 'reason': 'no', 'at': '2026-11-20T14:31:00Z'}},
                 {'version': 'v1', 'state': 'knownGood', 'ready': true, 'problems': [], 'since': '2026-11-20T14:31:00Z',
                  'knownGoodAt': '2026-11-20T14:50:00Z'}]}""");
        says(typed.belay("versions", "shop"));
        assertThat(typed.out()).isEqualTo("""
                VERSION  STATE      READY  LIVE     PROVED   PROBLEMS
                v2       vetoed     no     30m ago           it failed; it leaks
                v1       knownGood  yes    now      10m ago
                """);
        says(typed.belay("versions", "shop", "-o", "wide"));
        assertThat(typed.out()).contains("vetoed by bob: no");
    }

    @Test
    void a_pin_is_written_on_what_was_read() {
        daemon.on("GET /pins/shop", 200, "{'spec': {'version': 'v1', 'force': 2}}");
        daemon.on("GET /gate/shop?version=v2", 200, "{'go': true}");
        daemon.on("PUT /pins/shop", 200, "{'kind': 'Pin', 'name': 'shop', 'revision': 'r3'}");
        says(typed.belay(
                "pin", "shop", "v2", "--reason", "release 41", "--barrier", "--force", "--incident", "I-1", "-y"));
        var put = daemon.asked("PUT /pins/shop");
        assertThat(put.header("If-Match")).isEqualTo("\"r2\"");
        assertThat(put.body())
                .isEqualTo(
                        "{\"version\":\"v2\",\"reason\":\"release 41\",\"incident\":{\"id\":\"I-1\"},\"barrier\":true,\"force\":3}");
        assertThat(daemon.asked("POST /targets/shop/plan").body()).isEqualTo(put.body());
        assertThat(typed.out()).contains("update service shop-api").contains("Pinned: revision r3.");
    }

    @Test
    void components_are_pinned_as_they_are_written() {
        daemon.on("PUT /pins/shop", 200, "{'revision': 'r3'}");
        says(typed.belay(
                "pin",
                "shop",
                "--reason",
                "x",
                "-y",
                "--component",
                "api=shop-api:123",
                "--component",
                "web=leave",
                "--component",
                "job=v7"));
        var put = daemon.asked("PUT /pins/shop");
        assertThat(put.header("If-None-Match")).as("there was no pin").isEqualTo("*");
        assertThat(put.body())
                .contains("\"api\":{\"taskDefinition\":\"shop-api:123\"}")
                .contains("\"web\":{\"leave\":true}")
                .contains("\"job\":{\"version\":\"v7\"}");
    }

    @Test
    void a_pin_may_come_from_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("pin.yaml"), "version: v2\nreason: so\n");
        daemon.on("PUT /pins/shop", 200, "{'revision': 'r3'}");
        says(typed.belay("pin", "shop", "-f", file.toString(), "--yes"));
        assertThat(daemon.asked("PUT /pins/shop").body()).isEqualTo("version: v2\nreason: so\n");
        assertThat(daemon.asked("PUT /pins/shop").header("Content-Type")).isEqualTo("application/yaml");
    }

    @Test
    void a_pin_that_a_hold_keeps_back_is_not_written_unless_that_is_said() {
        daemon.problem("GET /gate/shop?version=v2", 423, "frozen by hold inc-482");
        daemon.on("PUT /pins/shop", 200, "{'revision': 'r3'}");
        assertThat(typed.belay("pin", "shop", "v2", "--reason", "x", "--yes")).isEqualTo(5);
        assertThat(typed.err()).contains("Held: frozen by hold inc-482.").contains("Nothing was written");
        assertThat(daemon.wasAsked("PUT /pins/shop")).isFalse();
        says(typed.belay("pin", "shop", "v2", "--reason", "x", "--yes", "--pending"));
        assertThat(typed.out()).contains("It will be pending.");
    }

    @Test
    void a_pin_that_moved_meanwhile_is_a_conflict() {
        daemon.on("GET /gate/shop?version=v2", 200, "{'go': true}");
        daemon.problem("PUT /pins/shop", 412, "it was changed meanwhile");
        assertThat(typed.belay("pin", "shop", "v2", "--reason", "x", "--yes")).isEqualTo(4);
        assertThat(typed.err()).contains("Somebody else was faster").contains("Nothing was written");
    }

    @Test
    void admitting_shows_what_is_pending_and_is_bound_to_it() {
        daemon.on("GET /targets/held", 200, Said.held());
        daemon.on("GET /targets/held/plan", 200, Said.PLAN);
        daemon.on("POST /targets/held/admit", 202, "{'target': 'held', 'message': 'v2 is in force'}");
        says(typed.belay("admit", "held", "--yes"));
        assertThat(typed.out()).contains("Pending is v2 (hold inc-482)").contains("v2 is in force.");
        assertThat(daemon.asked("POST /targets/held/admit").header("If-Match")).isEqualTo("\"r1\"");
        assertThat(typed.belay("admit", "held")).as("nobody can be asked").isEqualTo(2);
        assertThat(typed.atTerminal(100, "n\n").belay("admit", "held"))
                .as("no is no")
                .isEqualTo(1);
    }

    @Test
    void admitting_what_is_not_pending_is_a_conflict() {
        daemon.problem("POST /targets/shop/admit", 409, "nothing is pending");
        assertThat(typed.belay("admit", "shop", "--yes")).isEqualTo(4);
        assertThat(typed.err()).contains("Nothing is pending.");
    }

    @Test
    void holds_are_written_listed_and_lifted() {
        daemon.on("PUT /holds/inc-482", 200, "{'kind': 'Hold', 'name': 'inc-482', 'revision': 'h1'}");
        says(typed.belay("hold", "inc-482", "--targets", "shop,blog-*", "--reason", "INC-482", "--for", "2h"));
        var put = daemon.asked("PUT /holds/inc-482");
        assertThat(put.header("If-None-Match")).isEqualTo("*");
        assertThat(put.body())
                .isEqualTo(
                        "{\"targets\":[\"shop\",\"blog-*\"],\"mode\":\"freeze\",\"reason\":\"INC-482\",\"until\":\"2026-11-20T17:00:00Z\"}");
        daemon.on("GET /holds", 200, """
                {'items': [{'name': 'inc-482', 'revision': 'h1', 'mode': 'freeze', 'targets': ['shop'], 'labels': {},
                  'reason': 'INC-482', 'by': 'alice', 'inForce': true, 'problems': []}]}""");
        says(typed.belay("hold"));
        assertThat(typed.out()).isEqualTo("""
                NAME     MODE    IN FORCE  HOLDS  UNTIL  BY     REASON
                inc-482  freeze  yes       shop          alice  INC-482
                """);
        daemon.on("GET /holds/inc-482", 200, "{'name': 'inc-482', 'revision': 'h1', 'reason': 'INC-482'}");
        daemon.on("DELETE /holds/inc-482", 204, "");
        daemon.on("GET /targets", 200, "{'items': [" + Said.held() + "]}");
        says(typed.belay("release", "inc-482"));
        assertThat(daemon.asked("DELETE /holds/inc-482").header("If-Match")).isEqualTo("\"h1\"");
        assertThat(typed.out()).contains("Lifted inc-482 (INC-482).").contains("shop is still pending: v2");
    }

    @Test
    void a_hold_of_the_same_name_is_not_replaced_unseen() {
        daemon.problem("PUT /holds/h", 412, "it was changed meanwhile");
        assertThat(typed.belay("hold", "h", "--label", "a=b", "--suspend", "--reason", "x"))
                .isEqualTo(4);
        assertThat(typed.err()).contains("There is a hold h already.").contains("--replace");
        assertThat(daemon.asked("PUT /holds/h").body()).contains("\"labels\":{\"a\":\"b\"},\"mode\":\"suspend\"");
    }

    @Test
    void a_rollout_is_shown_with_its_evidence_or_as_markdown() {
        daemon.on("GET /targets/shop/rollouts", 200, "{'items': [" + Said.rollout("Failed") + "]}");
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Failed"));
        says(typed.belay("rollouts", "shop"));
        assertThat(typed.out()).isEqualTo("""
                ID                    CAUSE  OUTCOME  BEGUN   TOOK  FROM            TO
                20261120T150000.000Z  pin    Failed   0s ago  4.0s  api shop-api:2  api shop-api:1
                """);
        says(typed.belay("rollouts", "shop", "last"));
        assertThat(typed.out())
                .contains("    1.5s  api   deployment started")
                .contains("CheckFails: health answers 500")
                .contains("Failed after 4.0s: check health failed");
        says(typed.belay("rollouts", "shop", "last", "-o", "markdown"));
        assertThat(daemon.asked().getLast().header("Accept")).isEqualTo("text/markdown");
    }

    @Test
    void marks_and_reconciling_say_what_is_so_now() {
        daemon.on("PUT /targets/shop/versions/a%2Fb/knownGood", 200, "{'message': 'a/b is known good'}");
        says(typed.belay("mark", "shop", "a/b", "known-good", "--reason", "ran for a year"));
        assertThat(typed.out()).isEqualTo("a/b is known good.\n");
        daemon.on("DELETE /targets/shop/versions/v1/vetoed", 200, "{'message': 'v1 may be tried again'}");
        says(typed.belay("mark", "shop", "v1", "vetoed", "--remove"));
        daemon.on("POST /targets/shop/reconcile", 202, "{'message': 'it is looked at'}");
        says(typed.belay("reconcile", "shop"));
        assertThat(typed.out()).isEqualTo("it is looked at.\n");
    }

    @Test
    void watching_prints_a_line_a_happening_and_opens_a_lost_connection_again() {
        daemon.on("GET /targets", 200, "{'items': [" + Said.status("Synced", "r1") + "]}");
        daemon.on(
                "GET /events",
                200,
                Said.event("status", Said.status("Drifted", "r1"))
                        + Said.event(
                                "step",
                                "{'target': 'shop', 'rollout': 'x', 'step': {'at': '2026-11-20T15:00:01Z', 'what': 'begun'}}")
                        + Said.event(
                                "step",
                                "{'target': 'other', 'rollout': 'x', 'step': {'at': '2026-11-20T15:00:01Z', 'what': 'no'}}"));
        daemon.problem("GET /events", 401, "a valid token is needed");
        assertThat(typed.belay("watch", "shop")).isEqualTo(1);
        assertThat(typed.out()).isEqualTo("""
                2026-11-20T14:52:10Z  shop  Synced
                2026-11-20T14:52:10Z  shop  Drifted: api runs shop-api:2
                2026-11-20T15:00:01Z  shop  begun
                """);
        assertThat(typed.err()).contains("trying again").contains("wants a token");
    }

    @Test
    void watching_for_programs_is_a_json_object_a_line() {
        daemon.on("GET /targets", 200, "{'items': []}");
        daemon.on("GET /events", 200, Said.event("status", Said.status("Drifted", "r1")));
        daemon.problem("GET /events", 403, "no");
        assertThat(typed.belay("watch", "-o", "json")).isEqualTo(1);
        assertThat(typed.out())
                .startsWith("{\"event\":\"status\",\"data\":{\"apiVersion\"")
                .hasLineCount(1);
    }
}
