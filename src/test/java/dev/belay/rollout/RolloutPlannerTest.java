package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.answered;
import static dev.belay.rollout.Samples.begun;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.ended;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.held;
import static dev.belay.rollout.Samples.hindered;
import static dev.belay.rollout.Samples.moving;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.returning;
import static dev.belay.rollout.Samples.stalled;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.synced;
import static dev.belay.rollout.Samples.unknown;
import static dev.belay.rollout.Samples.verifying;
import static dev.belay.rollout.Samples.wanted;
import static dev.belay.rollout.Samples.watching;
import static dev.belay.rollout.Samples.withoutStore;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Mandate;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Mark;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Standing;
import dev.belay.model.Standing.Stage;
import dev.belay.rollout.Admission.Wish;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a rollout begins, how it goes on, and how it ends. */
class RolloutPlannerTest {
    private static Rollout running(Root root) {
        return Objects.requireNonNull(root.rollout(), "no rollout runs");
    }

    private static Rollout last(Root root) {
        return Objects.requireNonNull(root.history().last(), "none finished");
    }

    private static Root conclude(Root root, Standing api, Standing web) {
        return RolloutPlanner.conclude(root, reports(api, web), watching(NOW));
    }

    @Test
    void what_is_due_begins_and_is_due_no_more() {
        Root root = begun("version: v1, reason: INC-1, by: alice");
        assertThat(running(root))
                .extracting(Rollout::cause, Rollout::phase, Rollout::reason, Rollout::by)
                .containsExactly(Cause.PIN, Phase.APPLY, "INC-1", "alice");
        assertThat(root.admitted().due()).isNull();
    }

    static Stream<Situation> idle() {
        return Stream.of(held(NOW, SUSPEND), withoutStore(NOW));
    }

    @ParameterizedTest
    @MethodSource("idle")
    void nothing_begins_while_nothing_may(Situation situation) {
        Root root = pinned("version: v1");
        assertThat(RolloutPlanner.begin(root, situation)).isSameAs(root);
        assertThat(RolloutPlanner.mandate(begun("version: v1"), "api", new LinkedHashMap<>(), situation))
                .isEqualTo(Mandate.OBSERVE);
    }

    static Stream<Root> stuck() {
        return Stream.of(
                conclude(begun("version: v1"), stalled(), fine()),
                conclude(begun("version: v1"), fine(), moving(Stage.APPLY)),
                conclude(begun("version: v1"), hindered(), unknown()),
                verifying(begun("version: v1"), NOW));
    }

    @ParameterizedTest
    @MethodSource("stuck")
    void a_new_pin_supersedes_a_rollout_wherever_it_is(Root root) {
        Root next = RolloutPlanner.begin(repinned(root, "version: v2"), watching(NOW));
        assertThat(last(next).id()).isEqualTo(running(root).id());
        assertThat(last(next).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(running(next).id()).isGreaterThan(last(next).id());
    }

    @Test
    void a_pin_that_is_deleted_ends_its_rollout() {
        Root root = Admission.admit(begun("version: v1"), new Wish.Absent(), Holding.NONE);
        assertThat(last(RolloutPlanner.begin(root, watching(NOW))).outcome()).isEqualTo(Outcome.SUPERSEDED);
    }

    @Test
    void a_rollout_that_has_just_begun_is_not_verified_on_a_mere_look() {
        Root root = RolloutPlanner.depart(begun("version: v1, force: 1"), reports(fine(), fine()));
        assertThat(running(root).phase()).isEqualTo(Phase.APPLY);
        assertThat(running(root).from()).containsEntry("api", "v0");
    }

    @Test
    void when_all_is_in_place_it_is_verified_and_then_succeeds() {
        Root verifying = verifying(begun("version: v1"), NOW);
        assertThat(running(verifying).phase()).isEqualTo(Phase.VERIFY);
        assertThat(running(verifying).checks()).hasSize(1);
        Root done = RolloutPlanner.conclude(answered(verifying, true), synced(verifying), watching(NOW));
        assertThat(last(done).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(last(done).phase()).isEqualTo(Phase.DONE);
        assertThat(done.rollout()).isNull();
    }

    @Test
    void checks_that_passed_prove_nothing_while_a_component_can_not_be_read() {
        Root verified = answered(verifying(begun("version: v1"), NOW), true);
        assertThat(conclude(verified, unknown(), fine()).rollout()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("idle")
    void nothing_is_concluded_while_nothing_may(Situation situation) {
        Root verified = answered(verifying(begun("version: v1"), NOW), true);
        assertThat(RolloutPlanner.conclude(verified, synced(verified), situation)
                        .rollout())
                .isNotNull();
        assertThat(running(RolloutPlanner.conclude(verified, reports(differs(), fine()), situation))
                        .phase())
                .isEqualTo(Phase.VERIFY);
    }

    @Test
    void a_component_that_differs_while_verifying_goes_back_to_be_applied() {
        Root root = conclude(verifying(begun("version: v1"), NOW), fine(), differs());
        assertThat(running(root).phase()).isEqualTo(Phase.APPLY);
        Root again = conclude(root, fine(), fine());
        assertThat(running(again).checks()).allMatch(check -> check.tries() == 0);
    }

    @Test
    void what_was_changed_by_hand_during_verification_while_belay_was_down_is_left_as_it_is() {
        Root root = RolloutPlanner.conclude(
                verifying(begun("version: v1"), NOW), reports(differs(), fine()), returning(NOW));
        assertThat(last(root).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(root.admitted().unseen()).isTrue();
        assertThat(conclude(root, differs(), fine()).rollout()).isNull();
    }

    @Test
    void an_end_waits_for_those_that_are_under_way() {
        Standing crashed = ended(Outcome.ROLLED_BACK_BY_ECS, true);
        Root root = conclude(begun("version: v1"), crashed, moving(Stage.APPLY));
        assertThat(root.rollout()).isNotNull();
        assertThat(conclude(root, crashed, hindered()).rollout()).isNotNull();
        Root done = conclude(root, crashed, differs());
        assertThat(last(done).outcome()).isEqualTo(Outcome.ROLLED_BACK_BY_ECS);
        assertThat(done.admitted().course().broken()).isEqualTo("api: it ended so");
    }

    @Test
    void a_check_that_failed_vetoes_the_pin_and_what_it_moved() {
        Root root = failed(pinned("version: v1, components: {api: {leave: true}}"), NOW);
        assertThat(last(root).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(root.admitted().course().broken()).contains("health");
        assertThat(root.history().failed()).contains("web=v1").noneMatch(one -> one.endsWith("null"));
    }

    @Test
    void a_pin_that_failed_is_neither_corrected_nor_tended_nor_said_to_have_drifted_unseen() {
        Root root = failed(pinned("version: v1"), NOW);
        assertThat(conclude(root, differs(), fine())).isEqualTo(root);
        assertThat(RolloutPlanner.conclude(root, reports(differs(), fine()), returning(NOW)))
                .isEqualTo(root);
        assertThat(RolloutPlanner.mandate(root, "web", new LinkedHashMap<>(), watching(NOW)))
                .isEqualTo(Mandate.OBSERVE);
    }

    @Test
    void after_a_failure_a_new_pin_is_rolled_out() {
        Root root = repinned(failed(pinned("version: v1"), NOW), "version: v2");
        assertThat(RolloutPlanner.begin(root, watching(NOW)).rollout()).isNotNull();
    }

    @Test
    void after_a_failure_the_same_version_is_rolled_out_where_it_is_forced() {
        Root root = repinned(failed(pinned("version: v1"), NOW), "version: v1, force: 1");
        Root forced = RolloutPlanner.begin(root, watching(NOW));
        assertThat(running(forced).cause()).isEqualTo(Cause.FORCE);
        assertThat(succeeded(forced, NOW).history().failed()).isEmpty();
    }

    @Test
    void a_service_taken_elsewhere_while_belay_was_down_is_not_taken_back() {
        Standing taken = ended(Outcome.SUPERSEDED, false);
        Root root = RolloutPlanner.conclude(begun("version: v1"), reports(taken, moving(Stage.APPLY)), returning(NOW));
        // By now it has looked without interruption, which must not make it forget.
        Root done = conclude(root, taken, fine());
        assertThat(last(done).outcome()).isEqualTo(Outcome.SUPERSEDED);
        assertThat(conclude(done, differs(), fine()).rollout()).isNull();
        assertThat(done.admitted().unseen()).isTrue();
    }

    @Test
    void a_service_taken_elsewhere_before_our_eyes_is_drift() {
        Root done = conclude(begun("version: v1"), ended(Outcome.SUPERSEDED, false), fine());
        assertThat(running(conclude(done, differs(), fine())).cause()).isEqualTo(Cause.DRIFT);
    }

    @Test
    void marks_are_set_when_the_last_component_is_behind_them() {
        Root root = conclude(begun("version: v1"), moving(Stage.STABILISE), moving(Stage.APPLY));
        assertThat(running(root).marks()).containsOnlyKeys(Mark.UNNOTICED);
        root = conclude(root, moving(Stage.STABILISE), moving(Stage.INVALIDATE));
        assertThat(running(root).marks()).containsOnlyKeys(Mark.UNNOTICED, Mark.APPLIED);
        root = conclude(root, fine(), moving(Stage.INVALIDATE));
        assertThat(running(root).marks()).containsOnlyKeys(Mark.UNNOTICED, Mark.APPLIED, Mark.STABLE);
        root = RolloutPlanner.conclude(root, reports(fine(), fine()), watching(NOW.plusSeconds(9)));
        assertThat(running(root).marks())
                .containsEntry(Mark.APPLIED, NOW)
                .containsEntry(Mark.INVALIDATED, NOW.plusSeconds(9));
    }

    @Test
    void a_deleted_target_that_comes_back_does_not_go_on_where_it_was() {
        Root root = RolloutPlanner.abandon(conclude(begun("version: v1"), moving(Stage.APPLY), fine()), NOW);
        assertThat(last(root).outcome()).isEqualTo(Outcome.SUPERSEDED);
        Root back = RolloutPlanner.conclude(root, reports(differs(), fine()), returning(NOW));
        assertThat(back.rollout()).isNull();
        assertThat(back.admitted().unseen()).isTrue();
    }

    @Test
    void a_deleted_target_keeps_nothing_due() {
        Root root = RolloutPlanner.abandon(pinned("version: v1"), NOW);
        assertThat(RolloutPlanner.begin(root, returning(NOW)).rollout()).isNull();
    }

    @Test
    void a_rollout_is_later_than_the_last_one_even_if_the_clock_went_back() {
        Root root = repinned(succeeded(pinned("version: v1"), NOW), "version: v2");
        Root next = RolloutPlanner.begin(root, watching(NOW.minusSeconds(3600)));
        assertThat(running(next).id()).isGreaterThan(last(next).id());
    }

    @Test
    void words_that_are_no_move_begin_nothing() {
        Root root = succeeded(pinned("version: v1"), NOW);
        Root reworded = Admission.admit(root, wanted("version: v1, reason: other", "9"), Holding.NONE);
        assertThat(RolloutPlanner.begin(reworded, watching(NOW)).rollout()).isNull();
    }
}
