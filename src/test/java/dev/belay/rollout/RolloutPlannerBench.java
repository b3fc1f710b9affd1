package dev.belay.rollout;

import static dev.belay.rollout.Samples.NOW;
import static dev.belay.rollout.Samples.differs;
import static dev.belay.rollout.Samples.fine;
import static dev.belay.rollout.Samples.pinned;
import static dev.belay.rollout.Samples.proved;
import static dev.belay.rollout.Samples.reports;
import static dev.belay.rollout.Samples.succeeded;
import static dev.belay.rollout.Samples.watching;

import dev.belay.model.ComponentReport;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to conclude what becomes of a target, from what its service and its site report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class RolloutPlannerBench {
    private final Root root = proved(succeeded(pinned("version: v1"), NOW));
    private final SequencedMap<String, ComponentReport> asPinned = reports(fine(), fine());
    private final SequencedMap<String, ComponentReport> drifted = reports(differs(), fine());
    private final Situation situation = watching(NOW);

    /** Nothing follows. */
    @Benchmark
    public Object atRest() {
        return RolloutPlanner.conclude(root, asPinned, situation);
    }

    /** A rollout follows, which puts it right. */
    @Benchmark
    public Object drifted() {
        return RolloutPlanner.conclude(root, drifted, situation);
    }
}
