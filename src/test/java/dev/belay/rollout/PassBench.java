package dev.belay.rollout;

import dev.belay.model.Summary;
import dev.belay.reconcile.Outcome;
import dev.belay.reconcile.Pass;
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

/** A pass over a target in sync, at rest: one service with two checks, and so many rollouts behind it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class PassBench {
    @Param({"1", "50"})
    public int rollouts;

    private final House house = new House(OneService.TARGET, new OneService());
    private Pass pass = key -> new Outcome.Gone();

    @Setup
    public void settle() {
        for (int i = 1; i <= rollouts; i++) {
            house.pin("components: {api: {taskDefinition: \"shop-api:" + i + "\"}}");
            if (house.settle().summary() != Summary.SYNCED) {
                throw new IllegalStateException("it is not in sync: " + house.status());
            }
        }
        house.reconciler().errands().run("PREPARE shop"); // as every five minutes
        pass = house.reconciler().targets();
    }

    @Benchmark
    public Outcome synced() {
        return pass.run("shop");
    }
}
