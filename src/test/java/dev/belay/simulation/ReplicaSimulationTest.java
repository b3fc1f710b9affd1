package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.api.StatusText;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two or three daemons over one store, of which one acts: whatever happens to them, no promise is broken, and none but the one that has the
 * lease begins anything. See {@link Seeds}.
 */
@ExtendWith(Quiet.class)
class ReplicaSimulationTest {
    /** Longer than a lease and its takeover. */
    private static final Duration LONG = Duration.ofSeconds(25);

    private static final List<Double> RATES = List.of(0.0, 0.02, 0.05);

    @Test
    void whatever_befalls_replicas_no_promise_is_broken_and_in_the_end_all_is_as_pinned() {
        Seeds.run(200, ReplicaSimulationTest::run);
    }

    @Test
    void a_seed_with_replicas_replays_step_by_step() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(run(seed)).isEqualTo(run(seed));
        }
    }

    private static Simulation.Result run(long seed) {
        double rate = RATES.get((int) (seed % RATES.size()));
        return Simulation.run(seed, 2 + (int) (seed % 2), new People(rate, ReplicaSimulationTest::trouble));
    }

    private static void trouble(Simulation it, RandomGenerator random) {
        Duration time = Duration.ofMillis(random.nextInt(45_000));
        switch (random.nextInt(8)) {
            case 0, 1 -> it.stop(time);
            case 2 -> it.cutOff(time);
            case 3 -> it.skew(Duration.ofMillis(random.nextInt(-4_000, 4_000)));
            case 4 -> it.crash();
            case 5 -> it.upgrade(time.dividedBy(3));
            default -> {}
        }
    }

    @Test
    void one_that_is_stopped_right_before_any_effect_for_longer_than_its_lease_breaks_nothing() {
        new EachWrite(2, new Fate.StopBefore(LONG)).of(CrashSimulationTest::story);
    }

    @Test
    void one_that_is_stopped_right_after_any_effect_for_longer_than_its_lease_begins_nothing_more() {
        new EachWrite(2, new Fate.StopAfter(LONG)).of(CrashSimulationTest::story);
    }

    @Test
    void a_crash_of_one_of_two_right_after_any_effect_loses_nothing_and_makes_nothing_twice() {
        new EachWrite(2, new Fate.CrashAfter()).of(CrashSimulationTest::story);
    }

    @Test
    void a_rollout_goes_on_under_another_replica_when_the_one_that_acts_dies_at_any_second_of_it() {
        for (int second = 1; second < 60; second += 2) {
            int at = second;
            Simulation.run(482, 2, it -> {
                it.pin("v1");
                it.converges("v1");
                it.pin("v2");
                it.pass(Duration.ofSeconds(at));
                it.staysDownFor(Duration.ofHours(1));
                it.crashActing();
                it.converges("v2");
                assertThat(it.outcomes()).as("killed in second %d", at).containsOnly("SUCCEEDED");
            });
        }
    }

    @Test
    void a_rollout_goes_on_under_another_replica_when_the_one_that_acts_is_stopped_for_longer_than_its_lease() {
        for (int second = 1; second < 60; second += 3) {
            int at = second;
            Simulation.run(482, 2, it -> {
                it.pin("v1");
                it.converges("v1");
                it.pin("v2");
                it.pass(Duration.ofSeconds(at));
                it.stopActing(Duration.ofSeconds(40));
                it.converges("v2");
            });
        }
    }

    @Test
    void a_rolling_upgrade_in_the_middle_of_a_rollout_repeats_nothing() {
        Simulation.run(7, 2, it -> {
            it.pin("v1");
            it.converges("v1");
            it.pin("v2");
            it.pass(Duration.ofSeconds(8));
            it.upgrade(Duration.ofSeconds(10));
            it.converges("v2");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED");
        });
    }

    @Test
    void replicas_that_stand_by_say_what_the_one_that_acts_says() {
        Simulation.run(11, 3, it -> {
            it.pin("v1");
            it.converges("v1");
            it.pass(Duration.ofSeconds(10));
            assertThat(it.statusesOfOthers())
                    .hasSize(2)
                    .extracting(ReplicaSimulationTest::text)
                    .containsOnly(text(it.status()));
        });
    }

    private static String text(Status status) {
        return new StatusText().write(status).replaceFirst("\"observedAt\":\"[^\"]*\"", "");
    }

    @Test
    void a_replica_that_is_cut_off_from_the_store_says_that_it_knows_nothing_and_comes_back() {
        Simulation.run(11, 2, it -> {
            it.pin("v1");
            it.converges("v1");
            it.pass(Duration.ofSeconds(10));
            it.cutOffOthers(Duration.ofMinutes(2));
            it.pass(Duration.ofMinutes(1));
            assertThat(it.statusesOfOthers())
                    .extracting(status -> status.summary())
                    .containsOnly(Summary.UNKNOWN);
            it.pass(Duration.ofMinutes(2));
            assertThat(it.statusesOfOthers())
                    .extracting(status -> status.summary())
                    .containsOnly(Summary.SYNCED);
        });
    }

    @Test
    void one_that_acts_and_is_cut_off_from_the_store_stops_and_another_takes_over() {
        Simulation.run(11, 2, it -> {
            it.pin("v1");
            it.converges("v1");
            it.cutOffActing(Duration.ofMinutes(5));
            it.pin("v2");
            it.converges("v2");
        });
    }

    @Test
    void what_people_say_to_any_replica_reaches_the_one_that_acts() {
        for (long seed = 1; seed < 12; seed++) {
            Simulation.run(seed, 3, it -> {
                it.pin("v1");
                it.provesGood("v1");
                it.freeze();
                it.pin("v2");
                it.comesTo(Summary.HELD);
                assertThat(it.admit()).isTrue();
                it.comesInForce("v2");
            });
        }
    }

    @Test
    void a_lease_is_taken_over_within_its_time_and_the_time_of_one_beat() {
        var taken = new ArrayList<Duration>();
        for (long seed = 1; seed < 30; seed++) {
            Simulation.run(seed, 2, it -> {
                it.pin("v1");
                it.converges("v1");
                it.staysDownFor(Duration.ofHours(1));
                it.crashActing();
                Duration waited = Duration.ZERO;
                while (it.status() == null) {
                    it.pass(Duration.ofMillis(100));
                    waited = waited.plusMillis(100);
                }
                taken.add(waited);
            });
        }
        assertThat(taken).allMatch(waited -> waited.compareTo(Duration.ofSeconds(15 + 3 + 2)) < 0);
    }
}
