package dev.belay.reconcile;

import static dev.belay.reconcile.Priority.CHANGE;
import static dev.belay.reconcile.Priority.OPERATOR;
import static dev.belay.reconcile.Priority.RESYNC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.reconcile.WorkQueue.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Duration RESYNC_TIME = Duration.ofSeconds(30);

    private record Ended(String key, String outcome, Duration duration, Duration latency) {}

    private final VirtualTime time = new VirtualTime();
    private final WorkQueue queue = new WorkQueue(time);
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();
    private Pass pass = key -> new Outcome.Settled(RESYNC_TIME);

    @Test
    void what_is_due_is_run_and_looked_at_again_after_the_resync() {
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        loop.dispatch();
        finishAll();

        assertThat(ran).containsExactly("shop");
        assertThat(loop.dispatch()).isEqualTo(VirtualTime.START.plus(RESYNC_TIME));
    }

    @Test
    void with_nothing_queued_there_is_no_time_to_look_next() {
        assertThat(loop(8).dispatch()).isNull();
    }

    @Test
    void no_more_passes_run_at_once_than_there_is_room_for() {
        Loop loop = loop(8);
        for (int i = 0; i < 20; i++) {
            queue.add("target-" + i, OPERATOR);
        }
        assertThat(loop.dispatch()).isNull();
        assertThat(begun).hasSize(8);

        finish();
        loop.dispatch();
        assertThat(begun).hasSize(8);
    }

    @Test
    void resyncs_leave_room_for_an_operator() {
        Loop loop = loop(16);
        for (int i = 0; i < 10_000; i++) {
            queue.add("target-" + i, i % 2 == 0 ? RESYNC : CHANGE);
        }
        loop.dispatch();
        assertThat(begun).hasSize(14);

        queue.add("shop", OPERATOR);
        loop.dispatch();
        assertThat(begun).hasSize(15);
    }

    @Test
    void with_room_for_operators_only_the_next_time_is_theirs() {
        Loop loop = loop(2);
        queue.add("slow", RESYNC);
        queue.add("waits", RESYNC);
        queue.addAfter("shop", Duration.ofSeconds(5), OPERATOR);

        assertThat(loop.dispatch()).isEqualTo(VirtualTime.START.plusSeconds(5));
    }

    @Test
    void room_for_one_pass_is_for_all() {
        Loop loop = loop(1);
        queue.add("shop", RESYNC);
        loop.dispatch();

        assertThat(begun).hasSize(1);
    }

    @Test
    void a_key_never_runs_twice_at_once_and_runs_again_when_it_was_asked_for_meanwhile() {
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        loop.dispatch();
        queue.add("shop", OPERATOR);
        loop.dispatch();
        assertThat(begun).hasSize(1);

        finish();
        loop.dispatch();
        finish();
        assertThat(ran).containsExactly("shop", "shop");
    }

    @Test
    void what_is_under_way_goes_on_after_its_delay_as_urgent_as_it_began() {
        pass = key -> new Outcome.Again(Duration.ofSeconds(5));
        Loop loop = loop(8);
        queue.add("rollback", OPERATOR);
        queue.add("looked at", RESYNC);
        loop.dispatch();
        finishAll();
        time.pass(Duration.ofSeconds(5));

        assertThat(queue.poll()).extracting(Item::priority).isEqualTo(OPERATOR);
        assertThat(queue.poll()).extracting(Item::priority).isEqualTo(CHANGE);
    }

    @Test
    void a_failure_is_tried_again_with_backoff() {
        pass = key -> {
            throw new Failure.Throttled("Rate exceeded").asException();
        };
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        Duration[] waits = new Duration[4];
        for (int i = 0; i < waits.length; i++) {
            loop.dispatch();
            finishAll();
            Instant next = Objects.requireNonNull(loop.dispatch());
            waits[i] = Duration.between(time.instant(), next);
            time.to(next);
        }
        for (int i = 0; i < waits.length; i++) {
            Duration whole = Duration.ofSeconds(1L << i);
            assertThat(waits[i]).isBetween(whole.dividedBy(2), whole);
        }
        assertThat(queue.stats().retries()).isEqualTo(4);
    }

    @Test
    void a_success_ends_the_backoff() {
        var runs = new AtomicInteger();
        pass = key -> runs.incrementAndGet() == 6
                ? new Outcome.Again(Duration.ZERO)
                : new Outcome.Failed(new Failure.Unavailable("connection reset"));
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        while (runs.get() < 7) {
            time.to(Objects.requireNonNull(queue.nextDue()));
            loop.dispatch();
            finishAll();
        }
        assertThat(queue.nextDue()).isBeforeOrEqualTo(time.instant().plus(Backoff.BASE));
    }

    @Test
    void a_pass_that_throws_fails_alone() {
        pass = key -> {
            if (key.equals("broken")) {
                throw new IllegalStateException("a bug");
            }
            return new Outcome.Settled(RESYNC_TIME);
        };
        Loop loop = loop(8);
        queue.add("broken", CHANGE);
        queue.add("shop", CHANGE);
        loop.dispatch();
        finishAll();

        assertThat(ended).extracting(Ended::outcome).containsExactly("failed", "settled");
        assertThat(loop.inFlight()).isZero();
    }

    @Test
    void an_error_of_the_machine_fails_its_pass_alone() {
        pass = key -> {
            throw new StackOverflowError();
        };
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        loop.dispatch();
        finishAll();

        assertThat(ended).extracting(Ended::outcome).containsExactly("failed");
    }

    @Test
    void what_is_stalled_is_looked_at_at_the_next_resync() {
        pass = key -> new Outcome.Stalled("MissingCluster", RESYNC_TIME);
        Loop loop = loop(8);
        queue.add("shop", OPERATOR);
        loop.dispatch();
        finishAll();

        assertThat(loop.dispatch()).isEqualTo(VirtualTime.START.plus(RESYNC_TIME));
    }

    @Test
    void a_key_that_is_no_more_is_not_looked_at_again() {
        pass = key -> new Outcome.Gone();
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        loop.dispatch();
        finishAll();

        assertThat(loop.dispatch()).isNull();
    }

    @Test
    void a_key_that_came_back_while_it_was_found_gone_is_looked_at() {
        pass = key -> new Outcome.Gone();
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        loop.dispatch();
        queue.add("shop", OPERATOR);
        finishAll();
        loop.dispatch();

        assertThat(begun).hasSize(1);
    }

    @Test
    void a_stopped_loop_starts_nothing_and_finishes_what_runs() {
        Loop loop = loop(8);
        queue.add("runs", CHANGE);
        loop.dispatch();
        queue.add("waits", CHANGE);
        loop.stop();
        assertThat(loop.dispatch()).isNull();
        finishAll();

        assertThat(ran).containsExactly("runs");
        assertThat(loop.inFlight()).isZero();
    }

    @Test
    void the_listener_hears_what_it_came_to_and_how_long_it_waited_and_took() {
        pass = key -> {
            time.pass(Duration.ofSeconds(2));
            return new Outcome.Settled(RESYNC_TIME);
        };
        Loop loop = loop(8);
        queue.add("shop", CHANGE);
        time.pass(Duration.ofSeconds(1));
        loop.dispatch();
        finishAll();

        assertThat(ended).containsExactly(new Ended("shop", "settled", Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void a_pass_that_ended_wakes_the_driver_since_it_made_room() {
        pass = key -> new Outcome.Gone();
        Loop loop = loop(8);
        var woken = new AtomicInteger();
        loop.wakes(woken::incrementAndGet);
        queue.add("shop", CHANGE);
        loop.dispatch();
        woken.set(0);
        finish();

        assertThat(woken).hasPositiveValue();
    }

    @Test
    void a_pass_that_gets_no_thread_is_tried_again() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        Loop loop = loop(8, full);
        queue.add("shop", CHANGE);
        loop.dispatch();

        assertThat(ended).extracting(Ended::outcome).containsExactly("failed");
        assertThat(queue.stats()).returns(1, WorkQueue.Stats::delayed).returns(0, WorkQueue.Stats::inFlight);
    }

    private Loop loop(int atOnce) {
        return loop(atOnce, begun::add);
    }

    private Loop loop(int atOnce, Executor executor) {
        Pass recorded = key -> {
            ran.add(key);
            return pass.run(key);
        };
        Loop.Listener listener =
                (item, outcome, duration) -> ended.add(new Ended(item.key(), outcome.word(), duration, item.latency()));
        var backoff = new Backoff(new SplittableRandom(7));
        return new Loop(recorded, queue, backoff, executor, atOnce, time, listener);
    }

    private void finish() {
        begun.removeFirst().run();
    }

    private void finishAll() {
        while (!begun.isEmpty()) {
            finish();
        }
    }
}
