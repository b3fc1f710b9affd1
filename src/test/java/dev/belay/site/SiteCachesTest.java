package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invalidations: one for what was changed, followed to its end, and none for nothing. */
class SiteCachesTest {
    private final Stage stage = new Stage();

    SiteCachesTest() {
        stage.build("v1", Map.of("index.html", "one", "app.js", "one"));
        stage.build("v2", Map.of("index.html", "two", "app.js", "two"));
        stage.distributed();
    }

    /** aws-cdk #15891: waiting for an invalidation failed, or never ended. */
    @Test
    void facts_6_an_invalidation_is_followed_to_its_end_without_waiting() {
        stage.begin();
        var report = stage.converge("v1");
        assertThat(report.standing()).isInstanceOfSatisfying(Standing.Moving.class, moving -> {
            assertThat(moving.stage()).isEqualTo(Standing.Stage.INVALIDATE);
            assertThat(moving.progress()).matches("invalidation I.* of E1 in progress");
            assertThat(moving.lookAgain()).isPositive();
        });
        assertThat(report.running()).isEqualTo("v1");
        var end = stage.goOn("v1");
        assertThat(end.standing()).isEqualTo(new Standing.Synced());
        String id = stage.aws.invalidations("E1").getFirst();
        assertThat(end.evidence()).isEqualTo(Map.of("invalidation", id));
        assertThat(stage.timeline)
                .containsSubsequence(
                        "entry index.html is live",
                        "invalidation " + id + " of E1 started",
                        "invalidation " + id + " of E1 completed");
    }

    @Test
    void it_is_looked_at_less_often_the_longer_it_takes() {
        stage.aws.invalidationsTake(Duration.ofMinutes(30));
        stage.begin();
        stage.goOn("v1");
        assertThat(stage.aws.requests().get("follow")).isLessThan(140);
    }

    @Test
    void nothing_changed_and_nothing_is_invalidated() {
        stage.roll("v1");
        stage.roll("v1");
        assertThat(stage.aws.invalidations("E1")).hasSize(1);
    }

    @Test
    void a_site_that_was_right_before_belay_came_is_not_invalidated() {
        stage.live("index.html", "one");
        stage.live("app.js", "one");
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.invalidations("E1")).isEmpty();
    }

    @Test
    void a_lost_reply_does_not_make_two() {
        failingAfter("invalidate E1");
        assertThat(stage.roll("v1").standing()).isInstanceOf(Standing.Hindered.class);
        stage.restart();
        stage.aws.faults(new MemorySite.Faults() {});
        assertThat(stage.goOn("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.invalidations("E1")).hasSize(1);
    }

    /** aws-sdk-js #3983: Rate exceeded after six. */
    @Test
    void facts_6_too_many_in_progress_is_tried_later() {
        var throttled = new Failure.Throttled("TooManyInvalidationsInProgress");
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                if (call.equals("invalidate E1")) {
                    throw throttled.asException();
                }
            }
        });
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Hindered(throttled));
        assertThat(stage.aws.texts("live")).hasSize(2);
        stage.aws.faults(new MemorySite.Faults() {});
        assertThat(stage.goOn("v1").standing()).isEqualTo(new Standing.Synced());
    }

    @Test
    void a_move_each_has_an_invalidation_of_its_own() {
        stage.roll("v1");
        stage.roll("v2");
        stage.roll("v1");
        assertThat(stage.aws.invalidations("E1")).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_second_correction_in_one_rollout_is_invalidated_too() {
        stage.roll("v1");
        stage.live("app.js", "by hand");
        stage.time.pass(Stage.RESYNC);
        assertThat(stage.goOn("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).containsEntry("app.js", "one");
        assertThat(stage.aws.invalidations("E1")).hasSize(2);
    }

    @Test
    void what_a_superseded_rollout_changed_is_invalidated_by_the_next() {
        stage.roll("v1");
        failingAfter("copy live/index.html");
        stage.roll("v2");
        stage.aws.faults(new MemorySite.Faults() {});
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).containsEntry("index.html", "one");
        assertThat(stage.aws.invalidations("E1")).hasSize(2);
    }

    @Test
    void an_invalidation_that_is_owed_is_not_synced_for_who_only_looks() {
        stage.aws.invalidationsTake(Duration.ofDays(1));
        stage.begin();
        stage.converge("v1");
        assertThat(stage.look("v1").standing())
                .isEqualTo(new Standing.Differs("what changed on the live site is not invalidated yet"));
        assertThat(stage.pass("v1", Mandate.TEND, Duration.ZERO).standing()).isInstanceOf(Standing.Differs.class);
    }

    @Test
    void each_distribution_has_its_own() {
        stage.aws.distribution("E2", "live", "");
        stage.site = Sites.site(
                stage.site.live(), List.of(), List.of("E1", "E2"), stage.site.keepOld(), stage.site.foreign());
        var report = stage.roll("v1");
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.invalidations("E1")).hasSize(1);
        assertThat(stage.aws.invalidations("E2")).hasSize(1);
        assertThat(report.evidence().get("invalidation"))
                .isEqualTo(stage.aws.invalidations("E1").getFirst() + ", "
                        + stage.aws.invalidations("E2").getFirst());
    }

    private void failingAfter(String call) {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void after(String made) {
                if (made.equals(call)) {
                    throw new Failure.Unavailable("lost reply").asException();
                }
            }
        });
    }
}
