package dev.belay.rollout;

import static dev.belay.rollout.Samples.FREEZE;
import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.target;
import static dev.belay.rollout.Samples.targetWith;
import static dev.belay.rollout.Samples.wanted;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ecs.EcsState;
import dev.belay.model.Rollout.Cause;
import dev.belay.rollout.Admission.Wish;
import dev.belay.rollout.Admitted.Pending;
import dev.belay.rollout.Admitted.Revised;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which records come into force. */
class AdmissionTest {
    private static final Wish V2 = wanted("version: v2", "2");

    private static @Nullable String version(Root root) {
        Revised pin = root.admitted().pin();
        return pin == null ? null : pin.pin().version();
    }

    private static Pending pending(Root root) {
        return Objects.requireNonNull(root.admitted().pending(), "nothing is pending");
    }

    @Test
    void a_valid_pin_comes_into_force_and_is_to_be_rolled_out() {
        Root root = pinned("version: v1");
        assertThat(version(root)).isEqualTo("v1");
        assertThat(root.admitted().due()).isEqualTo(Cause.PIN);
    }

    @Test
    void what_is_invalid_changes_nothing() {
        Root root = pinned("version: v1");
        assertThat(Admission.admit(root, new Wish.Invalid(), Holding.NONE)).isSameAs(root);
    }

    @Test
    void an_invalid_target_leaves_the_last_one_in_force() {
        Root root = pinned("version: v1");
        var desired = new Desired(target().metadata(), true, null, new Wish.Invalid(), List.of("wrong"), Holding.NONE);
        assertThat(desired.admitInto(root)).isEqualTo(root);
    }

    @Test
    void a_pin_that_is_deleted_leaves_nothing_in_force() {
        Root root = Admission.admit(pinned("version: v1"), new Wish.Absent(), Holding.NONE);
        assertThat(root.admitted()).isEqualTo(Admitted.NOTHING.with(target()));
    }

    @Test
    void a_pin_that_is_deleted_while_it_is_pending_pends_no_more() {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        assertThat(Admission.admit(root, new Wish.Absent(), FREEZE).admitted().pending())
                .isNull();
    }

    @Test
    void other_words_move_nothing() {
        Root root = RolloutPlanner.begin(pinned("version: v1"), watching(NOW));
        Root reworded = Admission.admit(root, wanted("version: v1, reason: INC-1, by: bob", "2"), Holding.NONE);
        assertThat(reworded.admitted().due()).isNull();
        assertThat(reworded.admitted().pin()).extracting(Revised::revision).isEqualTo("2");
    }

    @Test
    void other_words_of_a_pin_that_failed_do_not_apply_it_again() {
        Root root = pinned("version: v1");
        Root failed = Samples.broken(root, "crashed");
        Root reworded = Admission.admit(failed, wanted("version: v1, reason: INC-1", "2"), Holding.NONE);
        assertThat(reworded.admitted().course().broken()).isEqualTo("crashed");
        assertThat(reworded.admitted().due()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            version: v1, force: 1                                | FORCE
            version: v2, force: 1                                | PIN
            version: v2                                          | PIN
            version: v1, components: {api: {version: v0}}        | PIN
            """)
    void a_pin_that_asks_for_something_else_is_rolled_out(String spec, Cause due) {
        Root root = RolloutPlanner.begin(pinned("version: v1"), watching(NOW));
        assertThat(Admission.admit(root, wanted(spec, "2"), Holding.NONE)
                        .admitted()
                        .due())
                .isEqualTo(due);
    }

    @Test
    void a_pin_anew_forgets_that_the_last_one_failed() {
        Root root = pinned("version: v1");
        Root failed = Samples.broken(root, "crashed");
        failed = failed.with(failed.admitted().unseen(true));
        assertThat(Admission.admit(failed, V2, Holding.NONE).admitted())
                .extracting(Admitted::course, Admitted::unseen)
                .containsExactly(Course.NEW, false);
    }

    @Test
    void a_hold_keeps_a_new_pin_back() {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        assertThat(version(root)).isEqualTo("v1");
        assertThat(pending(root).by()).isEqualTo("hold inc-482: login fails");
    }

    @Test
    void a_hold_keeps_the_first_pin_back_too() {
        Root root = Admission.admit(Samples.unpinned(), V2, SUSPEND);
        assertThat(version(root)).isNull();
        assertThat(pending(root).revision()).isEqualTo("2");
    }

    @Test
    void a_pending_pin_is_not_applied_by_the_end_of_the_hold() {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        assertThat(Admission.admit(root, V2, Holding.NONE)).isSameAs(root);
    }

    @Test
    void a_pending_pin_in_other_words_stays_pending_after_the_hold() {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        Root reworded = Admission.admit(root, wanted("version: v2, reason: now it is over", "3"), Holding.NONE);
        assertThat(version(reworded)).isEqualTo("v1");
        assertThat(pending(reworded).revision()).isEqualTo("3");
        assertThat(pending(reworded).by()).isEqualTo(FREEZE.by());
    }

    @ParameterizedTest
    @CsvSource({"version: v3,v3", "'version: v2, force: 1',v2"})
    void what_is_pinned_anew_after_the_hold_comes_into_force(String spec, String expected) {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        Root anew = Admission.admit(root, wanted(spec, "3"), Holding.NONE);
        assertThat(version(anew)).isEqualTo(expected);
        assertThat(anew.admitted().pending()).isNull();
        assertThat(anew.admitted().due()).isEqualTo(Cause.PIN);
    }

    @Test
    void pinning_back_what_is_in_force_ends_the_pending() {
        Root root = Admission.admit(pinned("version: v1"), V2, FREEZE);
        Root back = Admission.admit(root, wanted("version: v1", "3"), FREEZE);
        assertThat(back.admitted().pending()).isNull();
        assertThat(version(back)).isEqualTo("v1");
    }

    @Test
    void admitting_puts_the_pending_pin_in_force_even_under_the_hold() {
        Root root = Admission.release(Admission.admit(pinned("version: v1"), V2, FREEZE));
        assertThat(version(root)).isEqualTo("v2");
        assertThat(Admission.admit(root, V2, FREEZE)).isSameAs(root);
    }

    @Test
    void admitting_drift_that_arose_unseen_makes_its_correction_due() {
        Root root = pinned("version: v1");
        Root unseen = root.with(root.admitted().due(null).unseen(true));
        assertThat(Admission.release(unseen).admitted())
                .extracting(Admitted::due, Admitted::unseen)
                .containsExactly(Cause.DRIFT, false);
    }

    @Test
    void where_nothing_is_kept_back_there_is_nothing_to_admit() {
        Root root = pinned("version: v1");
        assertThat(Admission.release(root)).isSameAs(root);
    }

    private static Root knowing() {
        var resolved = new EcsState.Resolved("version v1", "arn:x:1", "found", new TreeMap<>(), new TreeMap<>());
        Root root = RolloutPlanner.begin(pinned("version: v1"), watching(NOW));
        return root.with("api", new EcsState(resolved, null, null, null, 0, null, null));
    }

    @Test
    void a_component_that_lies_elsewhere_starts_anew_and_the_others_do_not() {
        Root root = Admission.admit(knowing(), targetWith("bucket: live", "bucket: other"));
        assertThat(root.service("api").resolved()).isNotNull();
        assertThat(root.admitted().due()).isEqualTo(Cause.PIN);
        Root moved = Admission.admit(knowing(), targetWith("service: api", "service: api2"));
        assertThat(moved.service("api")).isEqualTo(EcsState.NONE);
        assertThat(moved.admitted().due()).isEqualTo(Cause.PIN);
    }

    @Test
    void a_target_that_changes_where_nothing_lies_moves_nothing() {
        Root root = Admission.admit(knowing(), targetWith("order: [api, web]", "order: [web, api]"));
        assertThat(root.admitted().due()).isNull();
        assertThat(root.service("api").resolved()).isNotNull();
    }

    @Test
    void a_target_that_moves_without_a_pin_moves_nothing() {
        Root root = Admission.admit(Samples.unpinned(), targetWith("bucket: live", "bucket: other"));
        assertThat(root.admitted().due()).isNull();
    }

    @Test
    void a_pin_that_failed_is_not_applied_again_because_the_target_moved() {
        Root root = pinned("version: v1");
        Root failed = Samples.broken(root, "crashed");
        assertThat(Admission.admit(failed, targetWith("bucket: live", "bucket: other"))
                        .admitted()
                        .due())
                .isNull();
    }

    @Test
    void a_forced_deployment_is_not_lost_because_the_target_moved() {
        Root due = Admission.admit(knowing(), wanted("version: v1, force: 1", "2"), Holding.NONE);
        var elsewhere = targetWith("bucket: live", "bucket: other");
        assertThat(Admission.admit(due, elsewhere).admitted().due()).isEqualTo(Cause.FORCE);
        Root running = RolloutPlanner.begin(due, watching(NOW));
        assertThat(Admission.admit(running, elsewhere).admitted().due()).isEqualTo(Cause.FORCE);
    }

    /** The freeze comes with the pin, and a pass may still see the pin before it. */
    @Test
    void a_freeze_lets_the_pin_through_that_it_came_with_and_only_that() {
        Root root = pinned("version: v1");
        Root let = root.with(root.admitted().letThrough("2"));
        Root stale = Admission.admit(let, wanted("version: v0", "1b"), Holding.NONE);
        Root through = Admission.admit(stale, V2, FREEZE);
        assertThat(version(through)).isEqualTo("v2");
        assertThat(pending(Admission.admit(through, wanted("version: v3", "3"), FREEZE))
                        .pin()
                        .version())
                .isEqualTo("v3");
        assertThat(pending(Admission.admit(let, V2, SUSPEND)).revision()).isEqualTo("2");
    }
}
