package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.Summary;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Drift that comes again and again, and corrections that fail. */
@ExtendWith(Quiet.class)
class FightSimulationTest {
    /** As many as Belay starts before it leaves a fight to people. */
    private static final int GIVEN_UP = 9;

    /** ACK community #2361: two controllers fight over one service, for ever. */
    @Test
    void facts_16_a_week_of_somebody_undoing_every_correction_is_a_fight_that_is_given_up() {
        for (int seed = 1; seed <= 2; seed++) {
            Duration undoneAfter = Duration.ofMinutes(seed * 20L);
            Simulation.run(seed, it -> {
                it.telling("revert");
                it.world().poll(Duration.ofMinutes(1));
                it.crash();
                it.pin("v1");
                it.provesGood("v1");
                it.pin("v2");
                it.provesGood("v2");
                for (Duration week = Duration.ZERO; week.toDays() < 7; week = week.plus(undoneAfter)) {
                    it.pass(undoneAfter);
                    if (it.world().promises().differences("v2").isEmpty()) {
                        it.moveService("v1");
                    }
                }
                assertThat(it.rollouts("DRIFT")).isBetween(5L, (long) GIVEN_UP);
                assertThat(it.status().summary()).isEqualTo(Summary.STALLED);
                assertThat(it.world().receivers().told("slack")).containsOnlyOnce("fight");
                assertThat(it.admit()).isTrue();
                it.comesInForce("v2");
            });
        }
    }

    /** argo-cd #18442: self-heal that never retries after a failed sync. */
    @Test
    void facts_18_a_correction_that_fails_for_a_passing_fault_is_tried_until_it_succeeds() {
        for (int seed = 1; seed <= 5; seed++) {
            Simulation.run(seed, it -> {
                it.pin("v1");
                it.provesGood("v1");
                it.pin("v2");
                it.provesGood("v2");
                it.moveService("v1");
                it.world()
                        .fates(call -> call.is("ecs.update")
                                ? new Fate.Refused(new Failure.Throttled("Rate exceeded"))
                                : new Fate.Fine());
                it.pass(Duration.ofMinutes(it.random().nextInt(5, 60)));
                it.world().fates(Fate.Fates.KIND);
                it.comesInForce("v2");
            });
        }
    }

    /** argo-cd #18442, where the service itself is in the way. */
    @Test
    void facts_18_a_correction_for_which_there_is_no_room_is_carried_out_when_there_is() {
        for (int seed = 1; seed <= 5; seed++) {
            Simulation.run(seed, it -> {
                it.pin("v1");
                it.provesGood("v1");
                it.pin("v2");
                it.provesGood("v2");
                it.capacity(0);
                it.moveService("v1");
                it.pass(Duration.ofMinutes(it.random().nextInt(5, 30)));
                it.capacity(100);
                it.comesInForce("v2");
            });
        }
    }
}
