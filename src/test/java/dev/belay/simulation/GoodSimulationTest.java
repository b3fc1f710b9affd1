package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Summary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What follows once a version is in place, or failed to get there: the soak, known good, going back, and a freeze. */
@ExtendWith(Quiet.class)
class GoodSimulationTest {
    private static final int ORDERS = 10;
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    @Test
    void a_version_is_known_good_once_it_has_soaked() {
        play(it -> {
            it.pin("v1");
            it.provesGood("v1");
            it.pin("v2");
            it.provesGood("v2");
        });
    }

    @Test
    void a_soak_begins_anew_after_a_time_when_nobody_looked() {
        play(it -> {
            it.target("PT3M", "");
            it.pin("v1");
            it.await("soaking", () -> it.outcomes().isEmpty() ? List.of("not yet") : List.of());
            it.pass(Duration.ofSeconds(150));
            it.staysDownFor(Duration.ofSeconds(20));
            it.crash();
            it.pass(Duration.ofMinutes(2));
            assertThat(it.isProved()).isFalse();
            it.provesGood("v1");
        });
    }

    @Test
    void a_check_that_fails_now_and_then_fails_no_version() {
        play(it -> {
            it.telling("revert");
            it.world().health().wavers(true);
            it.pin("v1");
            it.provesGood("v1");
            it.pin("v2");
            it.provesGood("v2");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED");
        });
    }

    @Test
    void a_fault_that_passes_while_a_rollout_verifies_reverts_nothing() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.world().health().failsFor(A_WHILE);
            it.pin("v2");
            it.await("verifying", () -> it.root().phase().equals("VERIFY") ? List.of() : List.of("not yet"));
            it.world().health().failsFor(Duration.ofSeconds(20));
            it.provesGood("v2");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED");
        });
    }

    @Test
    void a_version_that_fails_is_reverted_once_and_stays_so() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.pin(it.random().nextBoolean() ? Builds.SICK : Builds.CRASHING);
            goesBack(it, "v1");
            assertThat(it.rollouts("REVERT")).isEqualTo(1);
            rests(it);
            it.everybodyIsTold();
        });
    }

    @Test
    void what_fails_in_the_soak_is_reverted_and_its_rollout_had_succeeded() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.pin("v2");
            it.await("soaking", () -> it.outcomes().size() == 2 ? List.of() : List.of("not yet"));
            it.world().health().failsFor(Duration.ofSeconds(20));
            goesBack(it, "v1");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED", "SUCCEEDED");
            rests(it);
        });
    }

    @Test
    void what_is_known_good_is_not_reverted_whatever_its_checks_would_answer() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.pin("v2");
            it.provesGood("v2");
            it.world().health().failsFor(A_WHILE);
            rests(it);
            assertThat(it.root().inForce()).isEqualTo("v2");
        });
    }

    @Test
    void when_what_is_gone_back_to_fails_too_hands_are_held_still() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.pin(Builds.SICK);
            it.await("reverted", () -> it.root().reverted().isEmpty() ? List.of("not yet") : List.of());
            it.world().health().failsFor(Duration.ofMinutes(5));
            it.await("given up", () -> it.outcomes().size() == 3 ? List.of() : List.of("not yet"));
            rests(it);
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "REVERTED", "FAILED");
            assertThat(it.status().summary()).isEqualTo(Summary.DEGRADED);
            it.pin("v3");
            it.provesGood("v3");
        });
    }

    @Test
    void nothing_goes_back_past_a_barrier() {
        play(it -> {
            it.telling("revert");
            it.pin("v1");
            it.provesGood("v1");
            it.pinBarrier("v2");
            it.provesGood("v2");
            it.pin(Builds.SICK);
            goesBack(it, "v2");
            it.pinBarrier(Builds.CRASHING);
            it.await("given up", () -> it.outcomes().size() == 5 ? List.of() : List.of("not yet"));
            rests(it);
            assertThat(it.root().reverted()).isEmpty();
        });
    }

    @Test
    void a_version_that_fails_some_tries_never_flips_back_and_forth() {
        for (int seed = 1; seed <= 40; seed++) {
            Simulation.run(seed, it -> {
                it.telling("revert");
                it.pin("v1");
                it.provesGood("v1");
                it.pin(Builds.FLAKY);
                it.pass(A_WHILE);
                assertThat(it.rollouts("REVERT")).isLessThanOrEqualTo(1);
                assertThat(it.isProved()).isTrue();
                rests(it);
            });
        }
    }

    @Test
    void facts_18_a_freeze_lets_the_way_back_through_and_what_it_kept_back_stays_back() {
        play(it -> {
            it.pin("v1");
            it.provesGood("v1");
            it.pin(Builds.SICK);
            it.comesTo(Summary.DEGRADED);
            it.freeze();
            it.pass(Duration.ofSeconds(10));
            it.pin("v3");
            it.comesTo(Summary.DEGRADED);
            it.pass(Duration.ofMinutes(1));
            assertThat(it.root().pinned()).isEqualTo(Builds.SICK);
            it.pin("v1");
            it.await("back", () -> it.world().promises().differences("v1"));
            it.pin("v3");
            it.pass(Duration.ofMinutes(1));
            it.lift();
            it.pass(A_WHILE);
            assertThat(it.root().pinned()).isEqualTo("v1");
            assertThat(it.admit()).isTrue();
            it.provesGood("v3");
        });
    }

    @Test
    void who_goes_back_to_known_good_by_hand_is_not_undone() {
        play(it -> {
            it.pin("v1");
            it.provesGood("v1");
            it.target("PT10M", "");
            it.pin("v2");
            it.await("soaking", () -> it.outcomes().size() == 2 ? List.of() : List.of("not yet"));
            it.pass(Duration.ofMinutes(1));
            it.moveSite("v1");
            it.moveService("v1");
            int effects = it.world().promises().effects();
            it.pass(Duration.ofMinutes(30));
            assertThat(it.world().promises().effects()).isEqualTo(effects);
            assertThat(it.status().summary()).isEqualTo(Summary.DRIFTED);
            assertThat(it.admit()).isTrue();
            it.provesGood("v2");
        });
    }

    /** Waits until an earlier version is in force again, and known good anew. */
    private static void goesBack(Simulation it, String version) {
        it.await("gone back to " + version, () -> {
            var left = it.world().promises().differences(version);
            if (!it.root().reverted().equals(version) || !it.root().rollout().isEmpty() || !it.isProved()) {
                left.add("not reverted: " + it.root().course());
            }
            return left;
        });
    }

    private static void rests(Simulation it) {
        it.pass(Simulation.KEEP_OLD.plusMinutes(1));
        var outcomes = it.outcomes();
        int effects = it.world().promises().effects();
        it.pass(A_WHILE);
        assertThat(it.outcomes()).isEqualTo(outcomes);
        assertThat(it.world().promises().effects()).isEqualTo(effects);
    }

    private static void play(Simulation.Script script) {
        for (long seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, script);
        }
    }
}
