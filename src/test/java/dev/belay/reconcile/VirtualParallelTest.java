package dev.belay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.FailureException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualParallelTest {
    private final Parallel parallel = new VirtualParallel();
    private final List<Integer> items = IntStream.range(0, 200).boxed().toList();

    @Test
    void results_are_in_the_order_of_the_items() {
        assertThat(parallel.map(items, 8, i -> i * 2))
                .isEqualTo(items.stream().map(i -> i * 2).toList());
    }

    @Test
    void no_items_give_no_results() {
        assertThat(parallel.map(List.<Integer>of(), 8, i -> i)).isEmpty();
    }

    @Test
    void as_many_calls_as_allowed_run_side_by_side() {
        var all = new CyclicBarrier(8);
        assertThat(parallel.map(items.subList(0, 8), 8, i -> meet(all))).hasSize(8);
    }

    @Test
    void never_more_calls_than_allowed_run_at_once() {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        parallel.map(items, 3, i -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return running.decrementAndGet();
        });
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void the_first_exception_is_thrown_and_no_further_item_begun() {
        var begun = new AtomicInteger();
        assertThatThrownBy(() -> parallel.map(items, 1, i -> {
                    begun.incrementAndGet();
                    if (i == 3) {
                        throw new IllegalStateException("item 3");
                    }
                    return i;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("item 3");
        assertThat(begun).hasValue(4);
    }

    @Test
    void calls_in_flight_are_finished_when_one_throws() {
        var both = new CyclicBarrier(2);
        var finished = new AtomicInteger();
        assertThatThrownBy(() -> parallel.map(items.subList(0, 2), 2, i -> {
                    meet(both);
                    if (i == 0) {
                        throw new IllegalStateException("item 0");
                    }
                    return finished.incrementAndGet();
                }))
                .hasMessage("item 0");
        assertThat(finished).hasValue(1);
    }

    @Test
    void an_interrupted_caller_begins_nothing() {
        var begun = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> parallel.map(items, 1, i -> begun.incrementAndGet()))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("interrupted");
        } finally {
            Thread.interrupted();
        }
        assertThat(begun).hasValue(0);
    }

    private static int meet(CyclicBarrier barrier) {
        try {
            return barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
