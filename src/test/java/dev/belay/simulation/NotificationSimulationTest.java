package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A queue that wakes Belay makes it quick, and nothing that a queue can do makes it wrong. */
@ExtendWith(Quiet.class)
class NotificationSimulationTest {
    private static final int ORDERS = 20;

    /** Longer than any of these stories: what happens before it does not happen because of a poll. */
    private static final Duration POLL = Duration.ofHours(2);

    @Test
    void an_edited_pin_is_acted_on_though_the_next_poll_is_far() {
        for (int seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, it -> {
                it.world().poll(POLL);
                it.restarts();
                it.notified(true);
                it.pin("v1");
                it.comesInForce("v1");
                it.pin("v2");
                it.comesInForce("v2");
            });
        }
    }

    @Test
    void a_service_moved_by_hand_is_seen_though_the_next_look_is_far() {
        for (int seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, it -> {
                it.world().poll(POLL);
                it.restarts();
                it.notified(true);
                it.pin("v1");
                it.comesInForce("v1");
                it.pin("v2");
                it.comesInForce("v2");
                it.pass(Duration.ofMinutes(5));
                it.moveService("v1");
                it.comesInForce("v2");
                assertThat(it.rollouts("DRIFT")).isOne();
            });
        }
    }

    @Test
    void lost_late_doubled_and_strange_messages_break_no_promise_and_all_ends_as_pinned() {
        for (int seed = 1; seed <= 3 * ORDERS; seed++) {
            int rate = seed % 3;
            Simulation.run(seed, it -> {
                it.notified(false);
                new People(rate * 0.03).play(it);
            });
        }
    }

    @Test
    void of_two_replicas_the_one_that_acts_takes_messages_and_what_it_took_and_lost_is_found_by_the_other() {
        for (int seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, 2, it -> {
                it.notified(true);
                it.pin("v1");
                it.comesInForce("v1");
                it.pin("v2");
                it.pass(Duration.ofMillis(it.random().nextInt(3000)));
                it.crashActing();
                it.comesInForce("v2");
            });
        }
    }
}
