package dev.belay.reconcile;

import static dev.belay.reconcile.Priority.CHANGE;
import static dev.belay.reconcile.Priority.OPERATOR;
import static dev.belay.reconcile.Priority.RESYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.reconcile.WorkQueue.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final WorkQueue queue = new WorkQueue(time);

    @Test
    void an_empty_queue_has_nothing_due() {
        assertThat(queue.poll()).isNull();
        assertThat(queue.nextDue()).isNull();
    }

    @Test
    void the_most_urgent_goes_first_and_equals_in_the_order_they_came() {
        queue.add("resync", RESYNC);
        queue.add("change 1", CHANGE);
        queue.add("operator 1", OPERATOR);
        queue.add("change 2", CHANGE);
        queue.add("operator 2", OPERATOR);

        assertThat(keys()).containsExactly("operator 1", "operator 2", "change 1", "change 2", "resync");
    }

    @Test
    void an_operators_key_goes_before_ten_thousand_resyncs() {
        for (int i = 0; i < 10_000; i++) {
            queue.add("target-" + i, RESYNC);
        }
        queue.add("shop", OPERATOR);

        assertThat(queue.poll()).isEqualTo(new Item("shop", OPERATOR, Duration.ZERO));
    }

    @Test
    void a_resync_becomes_an_operators_when_one_asks_for_it() {
        queue.add("first", RESYNC);
        queue.add("shop", RESYNC);
        queue.add("shop", OPERATOR);

        assertThat(keys()).containsExactly("shop", "first");
    }

    @Test
    void an_operators_key_stays_so_when_a_resync_asks_for_it() {
        queue.add("other", CHANGE);
        queue.add("shop", OPERATOR);
        queue.add("shop", RESYNC);

        assertThat(keys()).containsExactly("shop", "other");
    }

    @Test
    void a_key_asked_for_again_keeps_its_place() {
        queue.add("first", CHANGE);
        queue.add("second", CHANGE);
        queue.add("first", CHANGE);

        assertThat(keys()).containsExactly("first", "second");
    }

    @Test
    void a_delayed_key_waits_for_its_time() {
        queue.addAfter("shop", MINUTE, CHANGE);
        time.pass(MINUTE.minusNanos(1));
        assertThat(queue.poll()).isNull();

        time.pass(Duration.ofNanos(1));
        assertThat(keys()).containsExactly("shop");
    }

    @Test
    void delayed_keys_come_in_the_order_of_their_times() {
        queue.addAfter("late", MINUTE.multipliedBy(2), RESYNC);
        queue.addAfter("early", MINUTE, RESYNC);
        time.pass(MINUTE.multipliedBy(2));
        queue.add("now", RESYNC);

        assertThat(keys()).containsExactly("early", "late", "now");
    }

    @Test
    void of_two_times_the_earlier_holds() {
        queue.addAfter("brought forward", MINUTE, RESYNC);
        queue.addAfter("brought forward", Duration.ofSeconds(1), RESYNC);
        queue.addAfter("not put off", Duration.ofSeconds(1), RESYNC);
        queue.addAfter("not put off", MINUTE, RESYNC);
        time.pass(Duration.ofSeconds(1));

        assertThat(keys()).containsExactly("brought forward", "not put off");
    }

    @Test
    void a_delayed_key_that_an_operator_asks_for_goes_at_once() {
        queue.addAfter("shop", MINUTE, RESYNC);
        queue.add("shop", OPERATOR);

        assertThat(queue.poll()).isEqualTo(new Item("shop", OPERATOR, Duration.ZERO));
        time.pass(MINUTE);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void a_more_urgent_delay_makes_a_delayed_key_more_urgent_without_bringing_it_forward() {
        queue.addAfter("shop", MINUTE, RESYNC);
        queue.addAfter("shop", MINUTE.multipliedBy(2), OPERATOR);
        assertThat(queue.poll()).isNull();

        time.pass(MINUTE);
        queue.add("other", CHANGE);
        assertThat(keys()).containsExactly("shop", "other");
    }

    @Test
    void a_key_in_flight_is_not_begun_again() {
        queue.add("shop", CHANGE);
        queue.poll();
        queue.add("shop", OPERATOR);

        assertThat(queue.poll()).isNull();
        assertThat(queue.nextDue()).isNull();
    }

    @Test
    void a_key_that_was_added_in_flight_runs_again_once_it_is_done() {
        queue.add("shop", CHANGE);
        queue.poll();
        queue.add("shop", RESYNC);
        queue.add("shop", OPERATOR);
        queue.addAfter("shop", MINUTE, CHANGE);
        queue.done("shop");

        assertThat(queue.poll()).isEqualTo(new Item("shop", OPERATOR, Duration.ZERO));
        queue.done("shop");
        assertThat(queue.poll()).isNull();
    }

    @Test
    void a_delay_given_in_flight_counts_from_then() {
        queue.add("shop", CHANGE);
        queue.poll();
        queue.addAfter("shop", MINUTE, CHANGE);
        time.pass(Duration.ofSeconds(40));
        queue.done("shop");

        assertThat(queue.nextDue()).isEqualTo(VirtualTime.START.plus(MINUTE));
    }

    @Test
    void a_key_that_is_done_and_was_not_added_again_is_gone() {
        queue.add("shop", CHANGE);
        queue.poll();
        queue.done("shop");

        assertThat(queue.poll()).isNull();
        assertThat(queue.stats().inFlight()).isZero();
    }

    @Test
    void a_forgotten_key_does_not_run() {
        queue.add("due", CHANGE);
        queue.addAfter("delayed", MINUTE, RESYNC);
        queue.forget("due");
        queue.forget("delayed");
        time.pass(MINUTE);

        assertThat(queue.poll()).isNull();
    }

    @Test
    void a_key_forgotten_in_flight_does_not_run_again() {
        queue.add("shop", CHANGE);
        queue.poll();
        queue.add("shop", OPERATOR);
        queue.forget("shop");
        queue.done("shop");

        assertThat(queue.poll()).isNull();
    }

    @Test
    void only_what_is_urgent_enough_is_begun() {
        queue.add("resync", RESYNC);
        queue.add("change", CHANGE);
        queue.addAfter("operator", MINUTE, OPERATOR);

        assertThat(queue.poll(OPERATOR)).isNull();
        assertThat(queue.nextDue(OPERATOR)).isEqualTo(VirtualTime.START.plus(MINUTE));
        assertThat(queue.poll(CHANGE)).extracting(Item::key).isEqualTo("change");
    }

    @Test
    void the_next_time_is_the_earliest_of_all() {
        queue.addAfter("operator", MINUTE.multipliedBy(2), OPERATOR);
        queue.addAfter("resync", MINUTE, RESYNC);

        assertThat(queue.nextDue()).isEqualTo(VirtualTime.START.plus(MINUTE));
    }

    @Test
    void latency_counts_from_when_a_key_was_due() {
        queue.addAfter("shop", MINUTE, RESYNC);
        time.pass(MINUTE.plusSeconds(3));

        assertThat(queue.poll()).isEqualTo(new Item("shop", RESYNC, Duration.ofSeconds(3)));
    }

    @Test
    void a_clock_that_was_set_back_holds_nothing_up_that_was_due() {
        queue.add("shop", RESYNC);
        time.to(VirtualTime.START.minus(MINUTE));

        assertThat(queue.poll()).isEqualTo(new Item("shop", RESYNC, Duration.ZERO));
    }

    @Test
    void an_add_counts_once_for_each_time_that_a_key_comes_due() {
        queue.add("shop", RESYNC);
        queue.add("shop", RESYNC);
        queue.add("shop", OPERATOR);
        queue.addAfter("other", MINUTE, RESYNC);
        assertThat(queue.stats().adds()).isEqualTo(1);

        time.pass(MINUTE);
        assertThat(queue.stats().adds()).isEqualTo(2);
    }

    @Test
    void retries_are_counted() {
        queue.retryAfter("shop", MINUTE, RESYNC);
        queue.add("other", RESYNC);

        assertThat(queue.stats().retries()).isEqualTo(1);
    }

    @Test
    void the_depth_is_what_is_due_and_not_begun() {
        queue.add("begun", RESYNC);
        queue.poll();
        queue.add("due", RESYNC);
        queue.addAfter("delayed", MINUTE, RESYNC);

        assertThat(queue.stats())
                .returns(1, WorkQueue.Stats::depth)
                .returns(1, WorkQueue.Stats::delayed)
                .returns(1, WorkQueue.Stats::inFlight);
    }

    @Test
    void unfinished_work_is_summed_and_the_longest_of_it_known() {
        queue.add("one", RESYNC);
        queue.poll();
        time.pass(MINUTE);
        queue.add("two", RESYNC);
        queue.poll();
        time.pass(MINUTE);

        assertThat(queue.stats().unfinishedWork()).isEqualTo(MINUTE.multipliedBy(3));
        assertThat(queue.stats().longestRunning()).isEqualTo(MINUTE.multipliedBy(2));
    }

    @Test
    void it_wakes_its_driver_for_what_is_added_and_for_what_ran_again() {
        var woken = new AtomicInteger();
        queue.wakes(woken::incrementAndGet);
        queue.add("shop", RESYNC);
        queue.poll();
        queue.add("shop", RESYNC);
        woken.set(0);
        queue.done("shop");

        assertThat(woken).hasValue(1);
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        for (Item item = queue.poll(); item != null; item = queue.poll()) {
            keys.add(item.key());
        }
        return keys;
    }
}
