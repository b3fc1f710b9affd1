package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import java.time.Duration;
import java.util.TreeMap;
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

/** What it costs to plan a service's next step. Plans are records of this package: JMH, which lives in another, takes them for objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class EcsPlannerBench {
    private static final PinnedComponent WANT = new PinnedComponent.TaskDefinition("api:2");

    private final Situation atRest = situation(2, Mandate.TEND);
    private final Situation otherRevision = situation(1, Mandate.CONVERGE);

    /** It runs what is pinned. */
    @Benchmark
    public Object atRest() {
        return EcsPlanner.plan(atRest);
    }

    /** It runs another revision, and is to be updated. */
    @Benchmark
    public Object otherRevision() {
        return EcsPlanner.plan(otherRevision);
    }

    private static Situation situation(int running, Mandate mandate) {
        var spec = new EcsService(AwsScope.DEFAULT, "c", "api", null, new TreeMap<>(), null, Duration.ofMinutes(15));
        var resolved = EcsState.NONE.withResolved(new EcsState.Resolved(
                EcsState.asked(WANT), Samples.arn(2), "pinned", new TreeMap<>(), new TreeMap<>()));
        var service = Samples.service(Samples.completed("ecs-svc/1", running));
        var sighting = Sighting.of(new Reading.Found(service), Samples.NOW);
        return new Situation(spec, WANT, false, resolved, sighting, false, mandate, Samples.NOW, Duration.ofMinutes(2));
    }
}
