package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rollouts of a service and a site together, from the first pin on, without faults. */
class RolloutSimulationTest {
    @Test
    void a_fresh_pin_is_brought_into_force() {
        Simulation.run(1, simulation -> {
            simulation.pass(Duration.ofSeconds(20));
            simulation.pin("v1");
            simulation.converges("v1");
        });
    }

    @Test
    void the_same_seed_makes_the_same_run() {
        for (long seed = 1; seed <= 5; seed++) {
            Simulation.Script script = simulation -> {
                simulation.pin("v1");
                simulation.pass(Duration.ofSeconds(30));
                simulation.pin("v2");
                simulation.converges("v2");
            };
            assertThat(Simulation.run(seed, script)).isEqualTo(Simulation.run(seed, script));
        }
    }
}
