package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.held;
import static dev.belay.rollout.Samples.hindered;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.returning;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.synced;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.CheckResult;
import dev.belay.model.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How a combination becomes known good, and when it does not. */
class SoakingTest {
    private static final Instant END = NOW.plus(Duration.ofMinutes(15));

    private static Root soaking() {
        return succeeded(pinned("version: v1"), NOW);
    }

    /** As it is once the check was tried last at some time. */
    private static Root tried(Root root, Instant at, CheckResult.State state, int failuresInARow) {
        Soak soak = soak(root);
        var result = new CheckResult("health", false, state, 9, failuresInARow, NOW, at, at, "answer");
        return root.with(soak.checks(List.of(result)));
    }

    private static Soak soak(Root root) {
        return Objects.requireNonNull(root.soak(), "nothing soaks");
    }

    private static Root conclude(Root root, Instant now) {
        return RolloutPlanner.conclude(root, synced(root), watching(now));
    }

    private static boolean knownGood(Root root) {
        Combination current = root.history().current();
        return current != null && KnownGood.is(root.history(), current);
    }

    @Test
    void what_succeeded_soaks_from_when_it_was_wholly_live() {
        assertThat(soak(soaking()).from()).isEqualTo(NOW);
        assertThat(knownGood(soaking())).isFalse();
    }

    @Test
    void the_time_before_belay_came_back_is_no_part_of_the_soak() {
        Root verifying = Samples.answered(Samples.verifying(Samples.begun("version: v1"), NOW), true);
        Instant back = NOW.plusSeconds(60);
        var situation = new Situation(back.plusSeconds(5), Holding.NONE, true, back, NOW);
        assertThat(soak(RolloutPlanner.conclude(verifying, synced(verifying), situation))
                        .from())
                .isEqualTo(back);
    }

    @Test
    void what_passes_to_the_end_of_its_soak_is_known_good() {
        Root root = conclude(tried(soaking(), END, CheckResult.State.PASSED, 0), END);
        assertThat(knownGood(root)).isTrue();
        assertThat(root.soak()).isNull();
        assertThat(root.admitted().course().proved()).isTrue();
    }

    @Test
    void nothing_is_known_good_before_the_soak_is_over() {
        Instant almost = END.minusSeconds(1);
        assertThat(knownGood(conclude(tried(soaking(), almost, CheckResult.State.PASSED, 0), almost)))
                .isFalse();
    }

    @Test
    void a_check_that_wavers_at_the_end_proves_nothing_and_fails_nothing() {
        Root root = conclude(tried(soaking(), END, CheckResult.State.PASSED, 1), END);
        assertThat(knownGood(root)).isFalse();
        assertThat(root.soak()).isNotNull();
        assertThat(root.admitted().course().broken()).isNull();
    }

    @Test
    void a_check_that_fails_for_good_in_the_soak_fails_the_version_and_not_its_rollout() {
        Root root = conclude(tried(soaking(), NOW.plusSeconds(60), CheckResult.State.FAILED, 3), NOW.plusSeconds(60));
        assertThat(root.admitted().course().broken()).contains("health");
        assertThat(root.history().last()).extracting(Rollout::outcome).isEqualTo(Rollout.Outcome.SUCCEEDED);
        assertThat(root.history().failed()).contains("web=v1");
        assertThat(root.soak()).isNull();
    }

    @Test
    void drift_in_the_soak_begins_it_anew_once_it_is_corrected() {
        Root drifted = RolloutPlanner.conclude(soaking(), reports(differs(), fine()), watching(NOW.plusSeconds(60)));
        assertThat(drifted.soak()).isNull();
        Instant later = NOW.plusSeconds(90);
        assertThat(soak(succeeded(drifted, later)).from()).isEqualTo(later);
    }

    @Test
    void the_soak_begins_anew_where_the_world_differs_and_that_is_only_reported() {
        Root root = Admission.admit(soaking(), Samples.targetWith("order: [api, web]", "drift: report"));
        Root differing = RolloutPlanner.conclude(root, reports(differs(), fine()), watching(NOW.plusSeconds(60)));
        assertThat(soak(differing).from()).isNull();
        assertThat(soak(conclude(differing, NOW.plusSeconds(90))).from()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void time_that_nobody_watched_is_no_soak() {
        Root root = soaking();
        Root back = RolloutPlanner.conclude(root, synced(root), returning(END));
        assertThat(knownGood(back)).isFalse();
        assertThat(soak(back).from()).isEqualTo(END);
    }

    @Test
    void a_passing_fault_neither_ends_nor_restarts_the_soak() {
        Root root = RolloutPlanner.conclude(soaking(), reports(hindered(), fine()), watching(NOW.plusSeconds(60)));
        assertThat(soak(root).from()).isEqualTo(NOW);
    }

    @Test
    void nothing_is_concluded_while_suspended() {
        Root root = tried(soaking(), END, CheckResult.State.FAILED, 3);
        assertThat(RolloutPlanner.conclude(root, synced(root), held(END, SUSPEND)))
                .isEqualTo(root);
    }

    @Test
    void a_new_pin_ends_the_soak_of_the_one_before() {
        Root root = RolloutPlanner.begin(Samples.repinned(soaking(), "version: v2"), watching(NOW));
        assertThat(root.soak()).isNull();
    }

    @Test
    void what_is_known_good_and_was_only_put_right_again_does_not_soak_again() {
        Root proved = Samples.proved(soaking());
        Root drifted = RolloutPlanner.conclude(proved, reports(differs(), fine()), watching(NOW.plusSeconds(60)));
        Root corrected = succeeded(drifted, NOW.plusSeconds(90));
        assertThat(corrected.soak()).isNull();
        assertThat(knownGood(corrected)).isTrue();
    }

    @Test
    void a_rollback_to_known_good_is_watched_all_the_same() {
        Root root = succeeded(Samples.repinned(Samples.proved(soaking()), "version: v2"), NOW);
        Root back = succeeded(Samples.repinned(root, "version: v1"), NOW.plusSeconds(60));
        assertThat(back.soak()).isNotNull();
        assertThat(knownGood(back)).isTrue();
    }
}
