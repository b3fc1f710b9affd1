package dev.belay.reconcile;

import static dev.belay.reconcile.Priority.CHANGE;
import static dev.belay.reconcile.Priority.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver on a real clock and real threads: only that things happen, never when. */
@Timeout(60)
class LoopThreadTest {
    private final InstantSource clock = InstantSource.system();
    private final WorkQueue queue = new WorkQueue(clock);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void let_all_end() {
        mayEnd.countDown();
        executor.close();
    }

    @Test
    void what_was_queued_before_and_what_is_queued_later_both_run() throws InterruptedException {
        LoopThread thread = thread(4, key -> new Outcome.Gone());
        queue.add("before", CHANGE);
        thread.start();
        assertThat(ran.take()).isEqualTo("before");
        queue.add("later", CHANGE);
        assertThat(ran.take()).isEqualTo("later");
        assertThat(thread.stop(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void what_is_due_later_runs_by_itself() throws InterruptedException {
        LoopThread thread = thread(4, key -> new Outcome.Again(Duration.ofMillis(1)));
        thread.start();
        queue.add("shop", CHANGE);
        for (int i = 0; i < 20; i++) {
            assertThat(ran.take()).isEqualTo("shop");
        }
        assertThat(thread.stop(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void what_waits_for_room_runs_when_a_pass_ends() throws InterruptedException {
        LoopThread thread = thread(1, key -> new Outcome.Gone());
        thread.start();
        for (int i = 0; i < 50; i++) {
            queue.add("target-" + i, CHANGE);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(ran.take()).isEqualTo("target-" + i);
        }
        assertThat(thread.stop(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void stopping_waits_for_the_passes_in_flight() throws InterruptedException {
        LoopThread thread = thread(4, this::untilAllowed);
        thread.start();
        queue.add("slow", CHANGE);
        ran.take();
        var stopped = executor.submit(() -> thread.stop(Duration.ofSeconds(30)));
        assertThat(stopped.isDone()).isFalse();
        mayEnd.countDown();

        assertThat(stopped).succeedsWithin(30, TimeUnit.SECONDS).isEqualTo(true);
    }

    @Test
    void stopping_gives_up_on_a_pass_that_takes_longer_than_its_grace() throws InterruptedException {
        LoopThread thread = thread(4, this::untilAllowed);
        thread.start();
        queue.add("slow", CHANGE);
        ran.take();

        assertThat(thread.stop(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void nothing_starts_after_it_was_stopped() throws InterruptedException {
        LoopThread thread = thread(4, key -> new Outcome.Gone());
        thread.start();
        thread.stop(Duration.ZERO);
        queue.add("shop", OPERATOR);

        assertThat(queue.stats().depth()).isEqualTo(1);
        assertThat(ran).isEmpty();
    }

    private Outcome untilAllowed(String key) {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Outcome.Gone();
    }

    private LoopThread thread(int atOnce, Pass pass) {
        Pass recorded = key -> {
            ran.add(key);
            return pass.run(key);
        };
        var backoff = new Backoff(new SplittableRandom(7));
        var loop = new Loop(recorded, queue, backoff, executor, atOnce, clock, (item, outcome, duration) -> {});
        return new LoopThread(loop, clock);
    }
}
