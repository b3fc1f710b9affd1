package dev.belay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code belay rollback}: what is shown, what is asked, what is sent, and what is followed. */
class RollbackTest {
    private static final String PLAN = """
            {'target': 'shop', 'version': 'v1', 'components': {'api': {'taskDefinition': 'shop-api:1'}, 'web': {'leave': true}}, \
            'passedOver': [{'version': 'v2', 'why': 'it is vetoed'}], 'revision': 'r1', 'beyond': null, 'waits': null, \
            'steps': [{'component': 'api', 'what': 'update service shop-api'}]}""";
    private static final String DONE = """
            {'target': 'shop', 'version': 'v1', 'components': {}, 'passedOver': [], 'revision': 'r2', 'hold': 'rollback-shop', \
            'message': 'v1 is pinned'}""";

    private final FakeDaemon daemon = new FakeDaemon();
    private final Typed typed = Typed.at(daemon);

    @BeforeEach
    void degraded() {
        daemon.on("GET /targets/shop", 200, Said.status("Degraded", "r1"));
        daemon.on("POST /targets/shop/rollback", 200, DONE);
        daemon.on("GET /targets/shop/rollouts", 200, "{'items': [" + Said.rollout("") + "]}");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private void plan(String text) {
        daemon.on("POST /targets/shop/rollback/plan", 200, text);
    }

    private void follows(String... statuses) {
        for (String status : statuses) {
            daemon.on("GET /targets/shop", 200, status);
        }
        // Something happens all the time, so that nothing waits for the next look.
        daemon.on(
                "GET /events",
                200,
                Said.event("status", Said.status("Progressing", "r2")).repeat(20));
    }

    private int rollback(String... more) {
        var line = new java.util.ArrayList<>(java.util.List.of("rollback", "shop", "--reason", "INC-482"));
        line.addAll(java.util.List.of(more));
        return typed.belay(line.toArray(String[]::new));
    }

    @Test
    void shows_the_plan_asks_and_sends_what_it_showed() {
        plan(PLAN);
        assertThat(typed.atTerminal(120, "y\n").belay("rollback", "shop", "--reason", "INC-482", "--no-wait"))
                .as(typed.err())
                .isZero();
        assertThat(typed.out()).isEqualTo("""
                shop goes back to v1; it is Degraded, pinned to v1.
                  api  shop-api:1
                  web  left alone
                Not v2: it is vetoed.
                Belay would:
                  api  update service shop-api
                Deploys then wait until the hold rollback-shop is released.
                v1 is pinned.
                """);
        assertThat(typed.err()).isEqualTo("Roll back shop? [y/N] ");
        var sent = daemon.asked("POST /targets/shop/rollback");
        assertThat(sent.header("If-Match")).isEqualTo("\"r1\"");
        assertThat(sent.body()).isEqualTo("{\"reason\":\"INC-482\",\"freeze\":true,\"to\":\"v1\"}");
    }

    @Test
    void whoever_says_no_does_nothing() {
        plan(PLAN);
        typed.atTerminal(120, "\n");
        assertThat(rollback()).isEqualTo(1);
        assertThat(typed.out()).endsWith("Nothing was done.\n");
        assertThat(daemon.wasAsked("POST /targets/shop/rollback")).isFalse();
    }

    @Test
    void without_a_terminal_yes_must_be_said() {
        plan(PLAN);
        assertThat(rollback()).isEqualTo(2);
        assertThat(typed.err()).contains("add --yes");
        assertThat(daemon.wasAsked("POST /targets/shop/rollback")).isFalse();
    }

    @Test
    void a_second_click_is_a_conflict() {
        plan(PLAN);
        daemon.close();
        try (var again = new FakeDaemon()) {
            again.on("GET /targets/shop", 200, Said.status("Degraded", "r1"));
            again.on("POST /targets/shop/rollback/plan", 200, PLAN);
            again.problem("POST /targets/shop/rollback", 412, "it was changed meanwhile; its revision is now r2");
            var second = Typed.at(again);
            assertThat(second.belay("rollback", "shop", "--reason", "x", "--yes"))
                    .isEqualTo(4);
            assertThat(second.err()).contains("Somebody else was faster").contains("Nothing was written");
        }
    }

    @Test
    void where_there_is_nothing_to_go_back_to_each_way_is_said_to_be_closed() {
        daemon.on(
                "POST /targets/shop/rollback/plan",
                409,
                "{'status': 409, 'detail': 'there is nothing to go back to: v2: it is vetoed; v1: it is in force', 'problems': ['v2: it is vetoed', 'v1: it is in force']}");
        assertThat(rollback("--yes")).isEqualTo(4);
        assertThat(typed.err())
                .contains(
                        "There is nothing to go back to.\n  v2: it is vetoed\n  v1: it is in force\nTo go to one of them all the same, say --to VERSION.");
    }

    @Test
    void a_suspended_target_is_not_rolled_back_unless_it_may_wait() {
        plan(PLAN.replace("'waits': null", "'waits': 'suspended by hold stop'"));
        assertThat(rollback("--yes")).isEqualTo(5);
        assertThat(typed.err())
                .contains("It would wait: suspended by hold stop.")
                .contains("Nothing was written");
        assertThat(daemon.wasAsked("POST /targets/shop/rollback")).isFalse();
        assertThat(rollback("--yes", "--pending")).isEqualTo(5);
        assertThat(daemon.wasAsked("POST /targets/shop/rollback")).isTrue();
    }

    @Test
    void what_takes_an_admin_is_said_before_and_told_plainly_after() {
        plan(PLAN.replace("'beyond': null", "'beyond': 'v1 is not known good'"));
        try (var other = new FakeDaemon()) {
            other.on("GET /targets/shop", 200, Said.status("Degraded", "r1"));
            other.on(
                    "POST /targets/shop/rollback/plan",
                    200,
                    PLAN.replace("'beyond': null", "'beyond': 'v1 is not known good'"));
            other.problem("POST /targets/shop/rollback", 403, "v1 is not known good");
            var operator = Typed.at(other);
            assertThat(operator.belay("rollback", "shop", "--reason", "x", "--to", "v1", "--yes"))
                    .isEqualTo(1);
            assertThat(operator.out()).contains("This takes an admin: v1 is not known good.");
            assertThat(operator.err()).contains("Not allowed: v1 is not known good.");
        }
    }

    @Test
    void is_followed_to_its_success() {
        plan(PLAN);
        follows(Said.status("Degraded", "r1"), Said.moving("r2"), Said.moved("Soaking", "r2"));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout(""));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Succeeded"));
        assertThat(rollback("--yes", "--wait", "--component", "web=leave"))
                .as(typed.err())
                .isZero();
        assertThat(typed.out())
                .contains("    1.5s  api   deployment started\n          api  2 of 4 tasks on shop-api:1\n")
                .endsWith("Succeeded: check health failed\n");
        assertThat(daemon.asked("POST /targets/shop/rollback").body())
                .contains("\"components\":{\"web\":{\"leave\":true}}");
    }

    @Test
    void is_followed_to_its_failure_and_the_cause_is_said() {
        plan(PLAN);
        follows(Said.moving("r2"));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Failed"));
        assertThat(rollback("--yes", "--wait")).isEqualTo(3);
        assertThat(typed.out())
                .contains("Failed: check health failed\n  health answers 500\n    look at it\n")
                .contains("belay rollouts shop 20261120T150000.000Z");
    }

    @Test
    void is_followed_to_its_failure_though_its_revert_has_begun_and_succeeds() {
        plan(PLAN);
        String id = "20261120T150000.000Z";
        String revert = "20261120T150005.000Z";
        follows(Said.moving("r2").replace(id, revert));
        daemon.on(
                "GET /targets/shop/rollouts",
                200,
                "{'items': [{'id': '%s', 'cause': 'revert', 'outcome': 'Succeeded'}, {'id': '%s', 'cause': 'pin', 'outcome': 'Failed'}]}"
                        .formatted(revert, id));
        daemon.on("GET /targets/shop/rollouts/" + id, 200, Said.rollout("Failed"));
        daemon.on("GET /targets/shop/rollouts/" + revert, 200, Said.rollout("Succeeded"));
        assertThat(rollback("--yes", "--wait")).isEqualTo(3);
    }

    @Test
    void is_followed_no_longer_than_asked() {
        plan(PLAN);
        follows(Said.moving("r2"));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout(""));
        typed.hurried();
        assertThat(rollback("--yes", "--wait", "--timeout", "1m")).isEqualTo(3);
        assertThat(typed.out()).contains("Not there within 60s; Belay goes on.");
    }

    @Test
    void what_is_pending_after_all_is_held() {
        plan(PLAN);
        follows(Said.held().replace("'r1'", "'r2'"));
        assertThat(rollback("--yes", "--wait")).isEqualTo(5);
        assertThat(typed.out()).contains("A hold keeps it back: v2 (hold inc-482) is pending.");
    }

    @Test
    void what_somebody_else_pinned_meanwhile_is_a_conflict() {
        plan(PLAN);
        follows(Said.status("Progressing", "r3"));
        assertThat(rollback("--yes", "--wait")).isEqualTo(4);
        assertThat(typed.out()).contains("Somebody pinned something else meanwhile: v1.");
    }

    @Test
    void what_is_there_already_needs_no_rollout() {
        plan(PLAN);
        follows(Said.status("Synced", "r2"));
        assertThat(rollback("--yes", "--wait")).isZero();
        assertThat(typed.out()).endsWith("shop is Synced; there was nothing to move.\n");
    }

    @Test
    void a_daemon_that_is_away_for_a_moment_is_waited_for() {
        plan(PLAN);
        follows(Said.moving("r2"));
        daemon.problem("GET /targets/shop/rollouts/20261120T150000.000Z", 503, "the store is away");
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Succeeded"));
        assertThat(rollback("--yes", "--wait")).as(typed.out()).isZero();
        assertThat(typed.out()).contains("The store is away. Trying again.");
    }

    @Test
    void interrupted_it_says_that_the_rollback_goes_on() {
        plan(PLAN);
        follows(Said.moving("r2"));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout(""), typed::interrupt);
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Succeeded"));
        rollback("--yes", "--wait");
        assertThat(typed.err()).contains("No longer followed; Belay goes on. Look again: belay status shop");
    }

    @Test
    void on_a_terminal_one_block_is_drawn_anew_and_fits() {
        plan(PLAN);
        typed.atTerminal(40, "y\n");
        follows(Said.status("Degraded", "r1"), Said.moving("r2"), Said.moved("Soaking", "r2"));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout(""));
        daemon.on("GET /targets/shop/rollouts/20261120T150000.000Z", 200, Said.rollout("Succeeded"));
        assertThat(rollback()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("shop: Progressing, 0.0s\n  api  2 of 4 tasks on shop-api:1\n")
                .contains("  check health passed: answered 200\n")
                .contains("\u001b[4A\u001b[J");
    }

    @Test
    void programs_get_the_answer_alone_and_the_rest_beside_it() {
        plan(PLAN);
        assertThat(rollback("--yes", "-o", "json")).isZero();
        assertThat(typed.out())
                .startsWith("{")
                .contains("\"hold\" : \"rollback-shop\"")
                .doesNotContain("Belay would");
        assertThat(typed.err()).contains("Belay would");
    }
}
