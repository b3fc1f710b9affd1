package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.held;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.returning;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.targetWith;
import static dev.belay.rollout.Samples.watching;
import static dev.belay.rollout.Samples.withoutStore;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.ComponentReport;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Standing;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a difference leads to while no rollout runs. */
class DriftTest {
    private static Root settled() {
        return Samples.proved(succeeded(pinned("version: v1, by: alice"), NOW));
    }

    private static Root drift(Root root, Situation situation) {
        return RolloutPlanner.conclude(root, reports(differs(), fine()), situation);
    }

    private static Rollout running(Root root) {
        return Objects.requireNonNull(root.rollout(), "no rollout runs");
    }

    @Test
    void drift_is_corrected_by_a_rollout_that_says_what_drifted_and_blames_nobody() {
        Rollout correction = running(drift(settled(), watching(NOW)));
        assertThat(correction)
                .extracting(Rollout::cause, Rollout::reason, Rollout::by)
                .containsExactly(Cause.DRIFT, "api runs v0", null);
        assertThat(correction.from()).containsEntry("api", "v0");
    }

    @Test
    void drift_is_only_reported_where_the_target_says_so() {
        Root root = Admission.admit(settled(), targetWith("order: [api, web]", "drift: report"));
        assertThat(drift(root, watching(NOW))).isEqualTo(root);
    }

    @Test
    void drift_is_not_corrected_while_nothing_may_begin() {
        Root root = settled();
        assertThat(drift(root, held(NOW, SUSPEND))).isEqualTo(root);
        assertThat(drift(root, withoutStore(NOW))).isEqualTo(root);
    }

    @Test
    void drift_under_a_freeze_is_still_corrected() {
        assertThat(drift(settled(), held(NOW, Samples.FREEZE)).rollout()).isNotNull();
    }

    @Test
    void what_changed_while_nobody_looked_is_left_until_it_is_admitted() {
        Root unseen = drift(settled(), returning(NOW));
        assertThat(unseen.admitted().unseen()).isTrue();
        assertThat(drift(unseen, watching(NOW)).rollout()).isNull();
        Root admitted = RolloutPlanner.begin(Admission.release(unseen), watching(NOW));
        assertThat(running(admitted).cause()).isEqualTo(Cause.DRIFT);
    }

    @Test
    void an_admission_outlives_a_restart() {
        Root admitted = Admission.release(drift(settled(), returning(NOW)));
        assertThat(RolloutPlanner.begin(admitted, returning(NOW)).rollout()).isNotNull();
    }

    @Test
    void what_changed_during_a_suspension_is_left_as_it_is() {
        var afterwards = new Situation(NOW, SUSPEND, true, null, NOW);
        Root unseen = drift(settled(), afterwards);
        assertThat(drift(unseen, watching(NOW)).rollout()).isNull();
    }

    @Test
    void what_changed_unseen_and_was_put_right_by_hand_is_seen_again() {
        Root right = RolloutPlanner.conclude(drift(settled(), returning(NOW)), reports(fine(), fine()), watching(NOW));
        assertThat(right.admitted().unseen()).isFalse();
        assertThat(drift(right, watching(NOW)).rollout()).isNotNull();
    }

    /** What runs is not known good, and what ran before is. */
    private static Root soaking() {
        return succeeded(repinned(settled(), "version: v2, by: bob"), NOW);
    }

    private static ComponentReport seen(Standing standing, String running, Instant at) {
        return new ComponentReport(standing, "v2", running, null, null, at, new TreeMap<>());
    }

    @Test
    void who_went_back_to_known_good_is_not_undone() {
        var back = reports(seen(differs(), "v1", NOW), seen(differs(), "v1", NOW));
        Root left = RolloutPlanner.conclude(soaking(), back, watching(NOW));
        assertThat(left.rollout()).isNull();
        assertThat(left.admitted().unseen()).isTrue();
    }

    @Test
    void who_is_on_the_way_back_to_known_good_is_not_met_halfway() {
        var moving = seen(differs(), "v2", NOW).with(ComponentReport.MOVES_TO, "v1");
        Root left = RolloutPlanner.conclude(soaking(), reports(moving, seen(differs(), "v1", NOW)), watching(NOW));
        assertThat(left.rollout()).isNull();
    }

    @Test
    void before_drift_from_what_is_not_known_good_is_corrected_all_is_looked_at_anew() {
        Root root = soaking();
        var half = reports(seen(differs(), "v1", NOW), seen(fine(), "v2", NOW.minusSeconds(30)));
        Root waits = RolloutPlanner.conclude(root, half, watching(NOW));
        assertThat(waits.rollout()).isNull();
        assertThat(waits.admitted().unseen()).isFalse();
        var anew = reports(seen(differs(), "v1", NOW), seen(fine(), "v2", NOW));
        assertThat(RolloutPlanner.conclude(root, anew, watching(NOW)).rollout()).isNotNull();
    }

    @Test
    void whoever_undoes_every_correction_is_not_fought_without_a_pause() {
        Root root = settled();
        Instant now = NOW;
        for (int i = 0; i < 2; i++) {
            root = drift(root, watching(now));
            root = succeeded(root, now);
        }
        assertThat(drift(root, watching(now.plusSeconds(29))).rollout()).isNull();
        Root third = drift(root, watching(now.plusSeconds(30)));
        assertThat(third.rollout()).isNotNull();
        root = succeeded(third, now);
        assertThat(drift(root, watching(now.plusSeconds(59))).rollout()).isNull();
        assertThat(drift(root, watching(now.plusSeconds(60))).rollout()).isNotNull();
    }

    @Test
    void drift_that_comes_seldom_is_corrected_at_once_each_time() {
        Root root = settled();
        Instant now = NOW;
        for (int day = 0; day < 5; day++) {
            now = now.plusSeconds(86_400);
            root = drift(root, watching(now));
            assertThat(root.rollout()).isNotNull();
            root = succeeded(root, now);
        }
    }
}
