package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.held;
import static dev.belay.rollout.Samples.hindered;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.CheckResult;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Rollout.Cause;
import dev.belay.model.Rollout.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What follows from a failure where the target says {@code onFailure: revert}: once for a pin, and never past a barrier. */
class RevertTest {
    private static final Instant LATER = NOW.plusSeconds(60);

    /** v1 is known good. */
    private static Root good() {
        Root root = Admission.admit(Samples.unpinned(), Samples.targetWith("order: [api, web]", "onFailure: revert"));
        return proved(succeeded(repinned(root, "version: v1"), NOW));
    }

    private static Rollout last(Root root) {
        return Objects.requireNonNull(root.history().last());
    }

    private static Root begin(Root root) {
        return RolloutPlanner.begin(root, watching(LATER.plusSeconds(60)));
    }

    private static PinnedComponent inForce(Root root, String component) {
        return Objects.requireNonNull(root.admitted().inForce()).of(component);
    }

    @Test
    void what_failed_is_reverted_to_the_last_known_good_by_a_rollout_of_its_own() {
        Root root = failed(repinned(good(), "version: v2"), LATER);
        assertThat(last(root).outcome()).isEqualTo(Outcome.REVERTED);
        Root reverting = begin(root);
        assertThat(reverting.rollout()).extracting(Rollout::cause).isEqualTo(Cause.REVERT);
        assertThat(inForce(reverting, "web")).isEqualTo(new PinnedComponent.Version("v1"));
        assertThat(inForce(reverting, "api")).isEqualTo(new PinnedComponent.TaskDefinition("v1"));
    }

    @Test
    void the_pin_is_left_as_it_is_and_its_version_is_vetoed() {
        Root root = begin(failed(repinned(good(), "version: v2"), LATER));
        assertThat(Objects.requireNonNull(root.admitted().pin()).pin().version())
                .isEqualTo("v2");
        assertThat(root.history().failed()).contains("web=v2", "api=v2").doesNotContain("web=v1");
        assertThat(root.admitted().course().failed()).isNotNull();
    }

    @Test
    void a_failure_in_the_soak_is_reverted_as_well() {
        Root root = succeeded(repinned(good(), "version: v2"), LATER);
        var result = new CheckResult("health", false, CheckResult.State.FAILED, 9, 3, NOW, LATER, LATER, "503");
        Root soaking = root.with(Objects.requireNonNull(root.soak()).checks(List.of(result)));
        Root reverted = RolloutPlanner.conclude(soaking, Samples.synced(soaking), watching(LATER));
        assertThat(reverted.admitted().due()).isEqualTo(Cause.REVERT);
        assertThat(last(reverted).outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void nothing_reverts_what_had_soaked_to_the_end() {
        Root root = proved(succeeded(repinned(good(), "version: v2"), LATER));
        Root drifted = RolloutPlanner.conclude(root, reports(differs(), fine()), watching(LATER));
        assertThat(failed(drifted, LATER).admitted().due()).isNull();
    }

    @Test
    void a_pin_is_reverted_once_also_when_the_revert_fails_in_its_turn() {
        Root reverting = begin(failed(repinned(good(), "version: v2"), LATER));
        Root broken = failed(reverting, LATER.plusSeconds(90));
        assertThat(broken.admitted().due()).isNull();
        assertThat(broken.admitted().course().broken()).contains("health");
        assertThat(last(broken).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void what_was_reverted_is_not_gone_back_to_by_drift_or_by_other_words_of_the_pin() {
        Root back = succeeded(begin(failed(repinned(good(), "version: v2"), LATER)), LATER);
        Root reworded = Admission.admit(back, Samples.wanted("version: v2, reason: again", "3"), Holding.NONE);
        assertThat(reworded.admitted().due()).isNull();
        assertThat(inForce(reworded, "web")).isEqualTo(new PinnedComponent.Version("v1"));
        Root drifted = RolloutPlanner.conclude(reworded, reports(differs(), fine()), watching(LATER));
        assertThat(inForce(drifted, "web")).isEqualTo(new PinnedComponent.Version("v1"));
        assertThat(drifted.rollout()).extracting(Rollout::cause).isEqualTo(Cause.DRIFT);
    }

    @Test
    void the_same_pin_raised_by_force_is_a_persons_word_and_is_tried_anew() {
        Root back = succeeded(begin(failed(repinned(good(), "version: v2"), LATER)), LATER);
        Root forced = Admission.admit(back, Samples.wanted("version: v2, force: 1", "3"), Holding.NONE);
        assertThat(forced.admitted().course()).isEqualTo(Course.NEW);
        assertThat(inForce(forced, "web")).isEqualTo(new PinnedComponent.Version("v2"));
    }

    @Test
    void nothing_goes_back_past_a_barrier() {
        Root root = failed(repinned(good(), "version: v2, barrier: true"), LATER);
        assertThat(root.admitted().due()).isNull();
        assertThat(last(root).outcome()).isEqualTo(Outcome.FAILED);
        Root behind = proved(succeeded(repinned(good(), "version: v2, barrier: true"), LATER));
        Root third = failed(repinned(behind, "version: v3"), LATER);
        assertThat(inForce(third, "web")).isEqualTo(new PinnedComponent.Version("v2"));
    }

    @Test
    void nothing_is_reverted_where_nothing_is_known_good_or_the_target_says_hold() {
        Root hold = proved(succeeded(Samples.pinned("version: v1"), NOW));
        assertThat(failed(repinned(hold, "version: v2"), LATER).admitted().due())
                .isNull();
        Root first = Admission.admit(Samples.unpinned(), Samples.targetWith("order: [api, web]", "onFailure: revert"));
        assertThat(failed(repinned(first, "version: v1"), LATER).admitted().due())
                .isNull();
    }

    @Test
    void a_passing_fault_reverts_nothing() {
        Root root = RolloutPlanner.begin(repinned(good(), "version: v2"), watching(LATER));
        Root hindered = RolloutPlanner.conclude(root, reports(hindered(), hindered()), watching(LATER));
        assertThat(hindered.admitted().due()).isNull();
        assertThat(hindered.rollout()).isNotNull();
    }

    @Test
    void a_revert_waits_for_the_diagnosis_but_not_for_ever() {
        Root root = failed(repinned(good(), "version: v2"), LATER);
        assertThat(RolloutPlanner.begin(root, watching(LATER.plusSeconds(2))).rollout())
                .isNull();
        assertThat(RolloutPlanner.begin(root, watching(LATER.plusSeconds(12))).rollout())
                .isNotNull();
    }

    @Test
    void a_freeze_does_not_hold_up_a_revert() {
        Root root = failed(repinned(good(), "version: v2"), LATER);
        assertThat(RolloutPlanner.begin(root, held(LATER.plusSeconds(12), Samples.FREEZE))
                        .rollout())
                .isNotNull();
    }

    @Test
    void what_moved_is_vetoed_and_what_stayed_is_not() {
        Root root = failed(repinned(good(), "version: v1, components: {web: {version: v2}}"), LATER);
        Root departed = root;
        assertThat(departed.history().failed()).contains("web=v2");
    }
}
