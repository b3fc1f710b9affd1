package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.watching;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Facts 16 (ACK community #2361): two controllers fight over one service, for ever. Belay does not. */
class FightTest {
    private static Root drift(Root root, Instant now) {
        return RolloutPlanner.conclude(root, reports(differs(), fine()), watching(now));
    }

    /** Somebody undoes each correction at once, for so long; how many corrections that took. */
    private static Root fought(Duration time) {
        Root root = proved(succeeded(pinned("version: v1"), NOW));
        for (Instant now = NOW; now.isBefore(NOW.plus(time)); now = now.plusSeconds(30)) {
            root = drift(root, now);
            if (root.rollout() != null) {
                // Undone as soon as it is done.
                root = succeeded(root, now).since(new TreeMap<>(Map.of("component.api", new Root.Since("false", now))));
            }
        }
        return root;
    }

    @Test
    void a_few_rounds_are_a_fight() {
        assertThat(fought(Duration.ofMinutes(2)).corrections().fight()).isFalse();
        assertThat(fought(Duration.ofMinutes(10)).corrections().fight()).isTrue();
    }

    @Test
    void it_backs_off_and_does_not_go_on_for_ever() {
        assertThat(fought(Duration.ofMinutes(50)).corrections().rounds()).isEqualTo(Corrections.FIGHT);
        assertThat(fought(Duration.ofDays(7)).corrections().rounds()).isEqualTo(Corrections.GIVEN_UP);
    }

    @Test
    void it_takes_up_again_when_the_fight_ended() {
        Root root = fought(Duration.ofDays(2));
        Instant calm = NOW.plus(Duration.ofDays(2));
        Root quiet = RolloutPlanner.conclude(root, reports(fine(), fine()), watching(calm))
                .since(new TreeMap<>());
        assertThat(drift(quiet, calm.plus(Duration.ofHours(2))).rollout()).isNotNull();
    }

    @Test
    void it_takes_up_again_when_the_pin_changes_or_a_person_admits_it() {
        Root root = fought(Duration.ofDays(2));
        Instant later = NOW.plus(Duration.ofDays(2));
        Root repinned = proved(succeeded(Samples.repinned(root, "version: v2"), later));
        assertThat(drift(repinned, later.plusSeconds(1)).rollout()).isNotNull();
        Root admitted = RolloutPlanner.begin(Admission.release(root), watching(later));
        assertThat(admitted.rollout()).isNotNull();
    }
}
