package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Many runs of people's deeds under mixed faults. See {@link Seeds}.
 */
@ExtendWith(Quiet.class)
class FaultSimulationTest {
    private static final List<Double> RATES = List.of(0.0, 0.02, 0.05, 0.1);

    @Test
    void whatever_goes_wrong_no_promise_is_broken_and_in_the_end_all_is_as_pinned() {
        Seeds.run(1000, FaultSimulationTest::run);
    }

    @Test
    void a_seed_replays_step_by_step() {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(run(seed)).isEqualTo(run(seed));
        }
    }

    private static Simulation.Result run(long seed) {
        return Simulation.run(seed, new People(RATES.get((int) (seed % RATES.size()))));
    }
}
