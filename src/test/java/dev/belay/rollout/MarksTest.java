package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.failed;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.repinned;
import static dev.belay.rollout.Samples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.rollout.History.Word;
import org.junit.jupiter.api.Test;

/** What a person's word on a version does. */
class MarksTest {
    private static final Word GOOD = new Word(Word.Kind.KNOWN_GOOD, "seen by hand", "alice", NOW);
    private static final Word BAD = new Word(Word.Kind.VETOED, "it leaks", "bob", NOW);

    /** v1 was proved, v2 failed. */
    private static History history() {
        Root first = proved(succeeded(pinned("version: v1"), NOW));
        return failed(repinned(first, "version: v2"), NOW.plusSeconds(60)).history();
    }

    private static Combination combination(History history, String version) {
        return history.ran().stream()
                .filter(ran -> ran.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    private static boolean good(History history, String version) {
        return KnownGood.is(history, combination(history, version));
    }

    private static boolean vetoed(History history, String version) {
        return KnownGood.vetoed(history, combination(history, version));
    }

    @Test
    void what_a_person_knows_to_be_good_has_not_failed() {
        History after = Marks.put(history(), "v2", GOOD);
        assertThat(good(after, "v2")).isTrue();
        assertThat(after.failed()).isEmpty();
    }

    @Test
    void what_a_person_vetoes_is_not_known_good_whatever_was_proved() {
        History after = Marks.put(history(), "v1", BAD);
        assertThat(good(after, "v1")).isFalse();
        assertThat(vetoed(after, "v1")).isTrue();
    }

    @Test
    void the_last_word_counts() {
        assertThat(good(Marks.put(Marks.put(history(), "v1", BAD), "v1", GOOD), "v1"))
                .isTrue();
    }

    @Test
    void a_veto_is_taken_back_with_the_failures() {
        assertThat(vetoed(history(), "v2")).isTrue();
        History after = Marks.takeBack(history(), "v2", VersionMark.VETOED);
        assertThat(vetoed(after, "v2")).isFalse();
        assertThat(good(after, "v2")).as("nor is it known good").isFalse();
        assertThat(vetoed(Marks.takeBack(Marks.put(history(), "v1", BAD), "v1", VersionMark.VETOED), "v1"))
                .isFalse();
    }

    @Test
    void known_good_is_taken_back_with_the_evidence() {
        assertThat(good(history(), "v1")).isTrue();
        History after = Marks.takeBack(history(), "v1", VersionMark.KNOWN_GOOD);
        assertThat(good(after, "v1")).isFalse();
        assertThat(vetoed(after, "v1")).as("nor is it vetoed").isFalse();
    }

    @Test
    void taking_back_one_word_leaves_the_other() {
        History bad = Marks.put(history(), "v1", BAD);
        assertThat(Marks.takeBack(bad, "v1", VersionMark.KNOWN_GOOD).words()).containsKey("v1");
        History good = Marks.put(history(), "v1", GOOD);
        assertThat(Marks.takeBack(good, "v1", VersionMark.VETOED).words()).containsKey("v1");
    }
}
