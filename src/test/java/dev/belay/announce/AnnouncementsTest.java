package dev.belay.announce;

import static dev.belay.announce.Samples.INCIDENT;
import static dev.belay.announce.Samples.LOG_LINE;
import static dev.belay.announce.Samples.NOW;
import static dev.belay.announce.Samples.check;
import static dev.belay.announce.Samples.diagnosis;
import static dev.belay.announce.Samples.ended;
import static dev.belay.announce.Samples.rollout;
import static dev.belay.announce.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words. */
class AnnouncementsTest {
    private static final Duration SOAK = Duration.ofMinutes(15);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIN    | shop-production: rolling out api shop-api:123, web 20261119-0900
            DRIFT  | shop-production: correcting drift back to api shop-api:123, web 20261119-0900
            REVERT | shop-production: going back to api shop-api:123, web 20261119-0900
            FORCE  | shop-production: new deployment of api shop-api:123, web 20261119-0900
            """)
    void a_start_says_where_it_goes(Cause cause, String title) {
        assertThat(Announcements.started(running(cause)).title()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PIN    | true  | PT15M | shop-production: rollback complete, monitoring for 15 minutes
            PIN    | false | PT15M | shop-production: rolled out, monitoring for 15 minutes
            REVERT | false | PT1M  | shop-production: rollback complete, monitoring for 1 minute
            DRIFT  | false | PT90S | shop-production: drift corrected, monitoring for 1 minute 30 seconds
            PIN    | true  | PT0S  | shop-production: rollback complete
            """)
    void restored_says_whether_it_went_back_and_how_long_it_is_watched(
            Cause cause, boolean back, Duration soak, String title) {
        var said = Announcements.restored(ended(cause, Outcome.SUCCEEDED, "done"), soak, back);
        assertThat(said.title()).isEqualTo(title);
        assertThat(said.text()).isEqualTo("Now live: api shop-api:123, web 20261119-0900. Its check passed.");
    }

    @Test
    void restored_does_not_claim_a_proof_that_there_is_not() {
        var unchecked = rollout(Cause.PIN, Outcome.SUCCEEDED, "done", null, null, List.of());
        assertThat(Announcements.restored(unchecked, SOAK, true).text()).endsWith("No check is set up.");
        var partly = rollout(
                Cause.PIN,
                Outcome.SUCCEEDED,
                "done",
                null,
                null,
                List.of(check("health", CheckResult.State.PASSED), check("ready", CheckResult.State.FAILED)));
        assertThat(Announcements.restored(partly, SOAK, true).text()).endsWith("Required checks passed; not: ready.");
    }

    @Test
    void a_stall_says_the_cause_its_evidence_and_what_to_do() {
        var stalled = rollout(Cause.PIN, null, null, diagnosis(), null, List.of());
        assertThat(Announcements.stalled(stalled, "api: no task gets healthy", NOW)
                        .text())
                .isEqualTo("""
                api: no task gets healthy.
                Most likely: The container app exits with code 1.
                - 3 tasks stopped: Essential container in task exited
                What to do: Read its log and roll back.
                Also possible: A secret does not resolve.""");
    }

    @Test
    void a_stall_with_another_cause_is_another_announcement() {
        var one = rollout(Cause.PIN, null, null, diagnosis(), null, List.of());
        var nothing = rollout(Cause.PIN, null, null, new Diagnosis(NOW, List.of(), List.of()), null, List.of());
        var said = Announcements.stalled(one, "stuck", NOW);
        assertThat(Announcements.stalled(one, "stuck", NOW.plusSeconds(60)).id())
                .isEqualTo(said.id());
        assertThat(Announcements.stalled(nothing, "stuck", NOW).id()).isNotEqualTo(said.id());
        assertThat(Announcements.stalled(nothing, "stuck", NOW).text())
                .isEqualTo("stuck.\nNothing that was looked at explains it.");
    }

    @Test
    void a_failure_says_that_a_person_decides() {
        var failed = ended(Cause.PIN, Outcome.FAILED, "api: its containers crash");
        var said = Announcements.failed(failed);
        assertThat(said.title()).isEqualTo("shop-production: api shop-api:123, web 20261119-0900 failed");
        assertThat(said.text())
                .isEqualTo(
                        "api: its containers crash.\n\nIt is not tried again by itself: roll back, or pin another version.");
    }

    @Test
    void a_revert_says_what_failed_and_what_is_put_back() {
        var failed = ended(Cause.PIN, Outcome.REVERTED, "health failed");
        var said = Announcements.reverted(failed, new TreeMap<>(Map.of("api", "shop-api:120", "web", "v0")), NOW);
        assertThat(said.title()).endsWith("failed, going back to api shop-api:120, web v0");
        assertThat(said.text())
                .contains("The last known good is put back: api shop-api:120, web v0. The pin is left as it is");
    }

    @Test
    void no_line_of_a_log_is_ever_announced() {
        var rollout = rollout(Cause.PIN, Outcome.FAILED, "failed", diagnosis(), INCIDENT, List.of());
        for (var said : List.of(
                Announcements.started(rollout),
                Announcements.stalled(rollout, "stuck", NOW),
                Announcements.failed(rollout),
                Announcements.reverted(rollout, new TreeMap<>(), NOW),
                Announcements.degraded(rollout, "health fails", NOW),
                Announcements.restored(rollout, SOAK, true),
                Announcements.knownGood(rollout, NOW))) {
            assertThat(said.toString()).doesNotContain(LOG_LINE).doesNotContain("hunter2");
            assertThat(said.incident()).isEqualTo("INC-482");
            assertThat(said.id()).matches("[A-Za-z0-9-]{1,128}");
        }
    }

    @Test
    void drift_says_whether_it_is_put_right() {
        assertThat(Announcements.drift(
                                "shop", NOW, "api: runs shop-api:9, pinned is shop-api:8", "It is being put right")
                        .text())
                .isEqualTo("api: runs shop-api:9, pinned is shop-api:8. It is being put right.");
        assertThat(Announcements.drift("shop", NOW, "api: runs shop-api:9", "It is only reported: the target says so")
                        .text())
                .isEqualTo("api: runs shop-api:9. It is only reported: the target says so.");
    }

    @Test
    void a_fight_says_who_it_may_be() {
        var said = Announcements.fight(
                "shop", NOW, "api was moved off shop-api:8 three times since 14:02", "shop-api:9 was registered by ci");
        assertThat(said.title()).isEqualTo("shop: somebody keeps undoing what is pinned");
        assertThat(said.text()).contains("shop-api:9 was registered by ci.").contains("Belay backs off.");
    }

    @Test
    void texts_are_cut_to_a_size_that_a_root_can_keep() {
        var said = Announcements.drift("shop", NOW, "x".repeat(9_000), "It is being put right");
        assertThat(said.text().length()).isLessThanOrEqualTo(1_500);
        assertThat(new Announcement.Field("l", "v\n" + "w".repeat(999)).value())
                .hasSize(300)
                .doesNotContain("\n");
    }
}
