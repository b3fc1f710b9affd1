package dev.belay.rollout;

import static dev.belay.rollout.Samples.FREEZE;
import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.SUSPEND;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.belay.rollout.History.Word;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one could go back to, what people say of it, and what a freeze lets through. */
class KnownGoodTest {
    private static final Instant LATER = NOW.plusSeconds(60);

    /** v1 and v2 are known good, v3 runs and is not. */
    private static Root third() {
        Root first = proved(succeeded(pinned("version: v1"), NOW));
        Root second = proved(succeeded(repinned(first, "version: v2"), LATER));
        return succeeded(repinned(second, "version: v3"), LATER.plusSeconds(60));
    }

    private static Root saying(Root root, String version, Word.Kind kind) {
        return root.with(root.history().said(version, new Word(kind, "so", "alice", NOW)));
    }

    @Test
    void the_way_back_leads_to_the_newest_known_good_and_says_why_others_were_passed_over() {
        assertThat(KnownGood.candidates(third()))
                .extracting(candidate -> candidate.combination().version(), KnownGood.Candidate::refusal)
                .containsExactly(
                        tuple("v3", "it is in force"),
                        tuple("v2", null),
                        tuple("v1", null),
                        tuple("v0", "it is not known good"));
        assertThat(KnownGood.backTo(third())).extracting(Combination::version).isEqualTo("v2");
    }

    @Test
    void a_veto_is_passed_over_and_a_persons_word_wins_over_what_was_seen() {
        assertThat(KnownGood.backTo(saying(third(), "v2", Word.Kind.VETOED)))
                .extracting(Combination::version)
                .isEqualTo("v1");
        Root unproved = succeeded(repinned(succeeded(pinned("version: v1"), NOW), "version: v2"), LATER);
        assertThat(KnownGood.backTo(unproved)).isNull();
        assertThat(KnownGood.backTo(saying(unproved, "v1", Word.Kind.KNOWN_GOOD)))
                .extracting(Combination::version)
                .isEqualTo("v1");
    }

    @Test
    void what_ran_again_is_told_again_with_its_times() {
        Root back = succeeded(repinned(third(), "version: v2"), LATER.plusSeconds(120));
        assertThat(back.history().ran())
                .extracting(Combination::version, Combination::until)
                .containsExactly(
                        tuple("v0", NOW),
                        tuple("v1", LATER),
                        tuple("v2", LATER.plusSeconds(60)),
                        tuple("v3", LATER.plusSeconds(120)),
                        tuple("v2", null));
    }

    @Test
    void the_same_code_keeps_its_name_however_it_is_asked_for() {
        Root back = succeeded(
                repinned(third(), "components: {api: {taskDefinition: \"api:2\"}, web: {version: v2}}"),
                LATER.plusSeconds(120));
        assertThat(back.history().current()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"v2, true", "v1, true", "v9, false"})
    void a_freeze_lets_moves_to_known_good_through_and_keeps_others_pending(String version, boolean through) {
        Root root = Admission.admit(third(), wanted("version: " + version, "9"), FREEZE);
        assertThat(root.admitted().pending() == null).isEqualTo(through);
    }

    @Test
    void a_suspension_lets_nothing_through() {
        Root root = Admission.admit(third(), wanted("version: v2", "9"), SUSPEND);
        assertThat(root.admitted().pending()).isNotNull();
    }

    @Test
    void a_component_that_is_left_alone_does_not_make_a_move_unknown() {
        Root root = Admission.admit(third(), wanted("version: v2, components: {web: {leave: true}}", "9"), FREEZE);
        assertThat(root.admitted().pending()).isNull();
    }

    @Test
    void a_mixture_of_two_known_good_versions_was_never_proved_together() {
        Root root = Admission.admit(third(), wanted("version: v2, components: {web: {version: v1}}", "9"), FREEZE);
        assertThat(root.admitted().pending()).isNotNull();
    }

    /** While nothing is known good yet, a freeze is not a trap. */
    @Test
    void on_the_first_day_a_freeze_lets_a_move_back_to_what_ran_before_through() {
        Root root = succeeded(repinned(succeeded(pinned("version: v1"), NOW), "version: v2"), LATER);
        assertThat(Admission.admit(root, wanted("version: v1", "9"), FREEZE)
                        .admitted()
                        .pending())
                .isNull();
        assertThat(Admission.admit(root, wanted("version: v3", "9"), FREEZE)
                        .admitted()
                        .pending())
                .isNotNull();
    }

    @Test
    void the_end_of_a_freeze_applies_nothing_by_itself() {
        Root kept = Admission.admit(third(), wanted("version: v9", "9"), FREEZE);
        assertThat(Admission.admit(kept, wanted("version: v9", "9"), Holding.NONE)
                        .admitted()
                        .pending())
                .isNotNull();
    }

    @Test
    void a_pending_pin_that_became_known_good_goes_through_the_freeze() {
        Root kept = Admission.admit(third(), wanted("version: v9", "9"), FREEZE);
        Root now = Admission.admit(kept, wanted("version: v2", "10"), FREEZE);
        assertThat(now.admitted().pending()).isNull();
        assertThat(now.admitted().inForce()).isNotNull();
    }

    @Test
    void a_barrier_is_between_what_ran_before_it_and_what_came_after_it() {
        Root first = proved(succeeded(pinned("version: v1"), NOW));
        Root behind = proved(succeeded(repinned(first, "version: v2, barrier: true"), LATER));
        Root third = proved(succeeded(repinned(behind, "version: v3"), LATER.plusSeconds(60)));
        Root back = succeeded(repinned(third, "version: v2, barrier: true"), LATER.plusSeconds(120));
        assertThat(KnownGood.candidates(back))
                .extracting(candidate -> candidate.combination().version(), KnownGood.Candidate::refusal)
                .contains(tuple("v3", null), tuple("v1", "it lies past the barrier v2"));
    }
}
