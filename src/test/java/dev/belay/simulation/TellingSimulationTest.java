package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.simulation.Receivers.Mood;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told what, and what becomes of it when receivers fail or the daemon dies. */
@ExtendWith(Quiet.class)
class TellingSimulationTest {
    private static final int ORDERS = 10;

    /** A version fails and what was before it is put back. */
    private static void story(Simulation it) {
        it.telling("revert");
        it.pin("v1");
        it.provesGood("v1");
        it.pin(Builds.SICK);
        it.await(
                "gone back",
                () -> it.root().reverted().equals("v1") && it.root().rollout().isEmpty() && it.isProved()
                        ? List.of()
                        : List.of("not yet"));
    }

    /** argocd-notifications #153. */
    @Test
    void facts_21_everybody_is_told_everything_once_and_in_order() {
        play(it -> {
            story(it);
            it.everybodyIsTold();
            var expected = List.of("started", "restored", "knownGood", "started", "reverted", "restored", "knownGood");
            for (String receiver : Receivers.NAMES.subList(0, 3)) {
                assertThat(it.world().receivers().told(receiver)).as(receiver).isEqualTo(expected);
            }
        });
    }

    /** argocd-notifications #153. */
    @Test
    void facts_21_a_death_between_claim_and_send_or_send_and_settle_loses_nothing_and_repeats_the_same_id_at_most() {
        for (int seed = 1; seed <= 2 * ORDERS; seed++) {
            Fate fate = seed % 2 == 0 ? new Fate.CrashAfter() : new Fate.CrashBefore();
            Simulation.run(seed, it -> {
                int[] letters = {1 + it.random().nextInt(20)};
                it.world().fates(call -> call.is("couriers.deliver") && --letters[0] == 0 ? fate : new Fate.Fine());
                story(it);
                it.everybodyIsTold();
                var ids = it.world().receivers().arrivals().stream()
                        .map(Receivers.Arrival::letter)
                        .toList();
                Set<String> once = new HashSet<>(ids);
                // Those that are sent at once die at once.
                assertThat(ids).hasSizeLessThanOrEqualTo(once.size() + Receivers.NAMES.size());
            });
        }
    }

    @Test
    void receivers_that_hang_or_are_down_hold_no_rollout_up() {
        for (Mood mood : List.of(Mood.HANGS, Mood.DOWN, Mood.REFUSES)) {
            play(it -> {
                it.world().receivers().allAre(mood);
                it.telling("hold");
                it.pin("v1");
                it.pass(Duration.ofMinutes(1));
                assertThat(it.difference("v1")).as(mood.name()).isEmpty();
                assertThat(it.isProved()).isTrue();
            });
        }
    }

    @Test
    void what_was_held_up_by_a_receiver_that_was_down_arrives_when_it_is_back() {
        play(it -> {
            it.world().receivers().allAre(Mood.DOWN);
            story(it);
            it.pass(Duration.ofHours(it.random().nextInt(1, 20)));
            assertThat(it.world().receivers().arrivals()).isEmpty();
            it.world().receivers().allAre(Mood.FINE);
            it.everybodyIsTold();
            assertThat(it.world().receivers().told("slack")).hasSize(7);
        });
    }

    @Test
    void what_a_receiver_refuses_is_given_up_and_the_others_are_told() {
        play(it -> {
            it.world().receivers().mood("slack", Mood.REFUSES);
            story(it);
            it.everybodyIsTold();
            assertThat(it.world().receivers().told("slack")).isEmpty();
            assertThat(it.world().receivers().told("deploys")).hasSize(7);
            assertThat(it.evidence()).contains("given up after 5 tries: 400");
        });
    }

    private static void play(Simulation.Script script) {
        for (long seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, script);
        }
    }
}
