package dev.belay.bench;

import dev.belay.reconcile.Priority;
import dev.belay.reconcile.WorkQueue;
import dev.belay.reconcile.WorkQueue.Item;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the queue costs for each pass, with so many targets waiting for their resync. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueBench {
    private static final Duration RESYNC = Duration.ofSeconds(30);

    @Param({"100", "10000", "100000"})
    public int targets;

    private Duration step = RESYNC;
    private Instant now = Instant.EPOCH;
    private WorkQueue queue = new WorkQueue(InstantSource.system());

    @Setup
    public void fill() {
        step = RESYNC.dividedBy(targets);
        queue = new WorkQueue(() -> now);
        for (int i = 0; i < targets; i++) {
            queue.addAfter("target-" + i, step.multipliedBy(i), Priority.RESYNC);
        }
    }

    /** A resync comes due, is taken, queued for the next time, and done. */
    @Benchmark
    public Item resync() {
        Item item = queue.poll();
        while (item == null) {
            now = now.plus(step);
            item = queue.poll();
        }
        queue.addAfter(item.key(), RESYNC, Priority.RESYNC);
        queue.done(item.key());
        return item;
    }

    /** An operator asks for a target that waits for its resync. */
    @Benchmark
    public Item operator() {
        queue.add("target-0", Priority.OPERATOR);
        Item item = Objects.requireNonNull(queue.poll(Priority.OPERATOR));
        queue.addAfter("target-0", RESYNC, Priority.RESYNC);
        queue.done("target-0");
        return item;
    }
}
