package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many runs of people's deeds under mixed faults. {@code -Dbelay.seeds=N} runs so many seeds, {@code -Dbelay.seed=N} that one
 * alone, with all that it did.
 */
@ExtendWith(Quiet.class)
class FaultSimulationTest {
    private static final List<Double> RATES = List.of(0.0, 0.02, 0.05, 0.1);

    @Test
    void whatever_goes_wrong_no_promise_is_broken_and_in_the_end_all_is_as_pinned() {
        Long one = Long.getLong("belay.seed");
        long seeds = Long.getLong("belay.seeds", 1000);
        long[] all = one == null ? LongStream.rangeClosed(1, seeds).toArray() : new long[] {one};
        List<AssertionError> failures = LongStream.of(all)
                .parallel()
                .boxed()
                .flatMap(seed -> broken(seed).stream())
                .toList();
        assertThat(failures).as("%d of %d seeds", failures.size(), all.length).isEmpty();
    }

    @Test
    void a_seed_replays_step_by_step() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(run(seed)).isEqualTo(run(seed));
        }
    }

    private static Optional<AssertionError> broken(long seed) {
        try {
            run(seed);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(e);
        }
    }

    private static Simulation.Result run(long seed) {
        return Simulation.run(seed, new People(RATES.get((int) (seed % RATES.size()))));
    }
}
