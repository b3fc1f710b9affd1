package dev.belay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import dev.belay.model.Summary;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a service and a site together, each story in a few orders of events. */
@ExtendWith(Quiet.class)
class RolloutSimulationTest {
    private static final int ORDERS = 5;
    private static final Duration A_WHILE = Duration.ofMinutes(3);

    @Test
    void a_fresh_pin_is_brought_into_force() {
        play(it -> {
            it.pass(Duration.ofSeconds(20));
            it.pin("v1");
            it.converges("v1");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED");
        });
    }

    @Test
    void from_a_to_b_to_a_are_three_rollouts() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.comesInForce("v2");
            it.pin("v1");
            it.converges("v1");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED", "SUCCEEDED");
        });
    }

    @Test
    void a_new_pin_supersedes_a_rollout_wherever_it_is() {
        for (int seconds = 1; seconds <= 30; seconds += 2) {
            int after = seconds;
            Simulation.run(seconds, it -> {
                it.pin("v1");
                it.comesInForce("v1");
                it.pin("v2");
                it.pass(Duration.ofMillis(after * 1000L + it.random().nextInt(1000)));
                it.pin("v3");
                it.converges("v3");
                assertThat(it.outcomes()).endsWith("SUCCEEDED").hasSizeBetween(2, 3);
            });
        }
    }

    @Test
    void a_new_pin_supersedes_a_rollout_that_is_stuck() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.capacity(0);
            it.pin("v2");
            it.pass(Duration.ofMinutes(5));
            assertThat(it.status().summary()).isEqualTo(Summary.STALLED);
            it.capacity(100);
            it.pin("v1");
            it.converges("v1");
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUPERSEDED", "SUCCEEDED");
        });
    }

    @Test
    void drift_of_both_is_corrected() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.comesInForce("v2");
            it.pass(Duration.ofMinutes(1));
            it.moveService("v1");
            it.overwrite("index.html");
            it.remove("assets/app-v2.js");
            it.converges("v2");
            assertThat(it.outcomes()).hasSizeGreaterThan(2).endsWith("SUCCEEDED");
        });
    }

    @Test
    void what_ecs_rolled_back_is_not_applied_again() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin(Builds.CRASHING);
            givesUp(it);
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "ROLLED_BACK_BY_ECS");
            int effects = it.world().promises().effects();
            it.pass(A_WHILE);
            assertThat(it.world().promises().effects()).isEqualTo(effects);
            it.pin("v1");
            it.converges("v1");
        });
    }

    @Test
    void a_version_whose_check_fails_is_not_applied_again() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin(Builds.SICK);
            givesUp(it);
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "FAILED");
            it.pass(A_WHILE);
            assertThat(it.outcomes()).hasSize(2);
            it.pin("v1");
            it.converges("v1");
        });
    }

    @Test
    void while_suspended_nothing_is_done_and_a_pin_is_kept_back_until_it_is_admitted() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.suspend();
            it.pass(Duration.ofSeconds(10));
            int effects = it.world().promises().effects();
            it.pin("v2");
            it.pass(A_WHILE);
            it.lift();
            it.pass(A_WHILE);
            assertThat(it.world().promises().effects()).isEqualTo(effects);
            assertThat(it.root().inForce()).isEqualTo("v1");
            assertThat(it.admit()).isTrue();
            it.converges("v2");
        });
    }

    @Test
    void a_rollout_that_is_suspended_goes_on_when_it_is_lifted() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.pass(Duration.ofMillis(it.random().nextInt(20_000)));
            it.suspend();
            it.pass(A_WHILE);
            it.lift();
            it.converges("v2");
        });
    }

    @Test
    void drift_that_arose_unseen_is_reported_and_not_undone() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.comesInForce("v2");
            it.pass(A_WHILE);
            it.staysDownFor(Duration.ofMinutes(1));
            it.crash();
            it.pass(Duration.ofSeconds(10));
            it.moveService("v1");
            it.overwrite("data.json");
            int effects = it.world().promises().effects();
            it.pass(Duration.ofMinutes(10));
            assertThat(it.status().summary()).isEqualTo(Summary.DRIFTED);
            assertThat(it.world().promises().effects()).isEqualTo(effects);
            assertThat(it.admit()).isTrue();
            it.converges("v2");
        });
    }

    @Test
    void under_an_invalid_pin_the_last_good_one_stays_in_force_also_over_a_restart() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.spoilPin();
            it.pass(Duration.ofSeconds(20));
            assertThat(it.status().summary()).isEqualTo(Summary.INVALID);
            it.crash();
            it.pass(Duration.ofMinutes(1));
            it.overwrite("index.html");
            it.await("put right", () -> it.world().promises().differences("v1"));
            it.pin("v2");
            it.converges("v2");
        });
    }

    @Test
    void records_that_are_invalid_do_not_keep_the_others_waiting() {
        play(it -> {
            it.record(
                    RecordKind.TARGET,
                    "other",
                    "apiVersion: belay.dev/v1\nkind: Target\nmetadata: {name: other}\nspec: {}");
            it.record(RecordKind.PIN, "nobody", "no record at all");
            it.pin("v1");
            it.converges("v1");
        });
    }

    @Test
    void while_the_store_is_gone_nothing_begins_and_what_is_seen_is_said() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.pass(Duration.ofMillis(it.random().nextInt(20_000)));
            it.world().store().goAway();
            it.pass(Duration.ofSeconds(25));
            int effects = it.world().promises().effects();
            it.moveService("v1");
            it.pass(A_WHILE);
            assertThat(it.world().promises().effects()).isEqualTo(effects);
            it.world().store().comeBack();
            it.pinAnew("v3");
            it.converges("v3");
        });
    }

    /** Each is over within its seconds; a loop that runs hot would be told by {@link Baton}. */
    @Test
    void while_a_rollout_verifies_and_the_store_is_gone_the_loop_rests() {
        // From when the pin was certainly noticed: what is pinned under a suspension is pending.
        for (int seconds = 6; seconds <= 50; seconds += 4) {
            int after = seconds;
            Simulation.run(seconds, it -> {
                it.pin("v1");
                it.comesInForce("v1");
                it.pin(Builds.SICK);
                it.pass(Duration.ofSeconds(after));
                it.world().store().goAway();
                it.pass(A_WHILE);
                it.world().store().comeBack();
                it.pin("v1");
                it.converges("v1");
            });
        }
    }

    @Test
    void a_rollout_whose_checks_are_decided_while_it_is_suspended_rests() {
        // From when the pin was certainly noticed: what is pinned under a suspension is pending.
        for (int seconds = 6; seconds <= 50; seconds += 4) {
            int after = seconds;
            Simulation.run(seconds, it -> {
                it.pin("v1");
                it.comesInForce("v1");
                it.pin(Builds.SICK);
                it.pass(Duration.ofSeconds(after));
                it.suspend();
                it.pass(A_WHILE);
                it.lift();
                givesUp(it);
                it.pin("v1");
                it.converges("v1");
            });
        }
    }

    @Test
    void a_rollout_does_not_succeed_on_what_was_read_before_an_update_of_the_one_that_it_supersedes() {
        play(it -> {
            it.world().invalidationsTake(Duration.ofSeconds(1));
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.comesInForce("v2");
            var fates = new AfterUpdate(new Fate.LostReply());
            it.world().fates(fates);
            it.pin("v1");
            while (!fates.over) {
                it.pass(Duration.ofMillis(50));
            }
            it.pin("v2");
            it.converges("v2");
        });
    }

    /** One fate for the first write to the store after a service was updated. */
    private static final class AfterUpdate implements Fate.Fates {
        private final Fate fate;
        private boolean updated;
        private boolean over;

        AfterUpdate(Fate fate) {
            this.fate = fate;
        }

        @Override
        public Fate of(Call call) {
            if (over || !call.is(updated ? "documents.write" : "ecs.update")) {
                return new Fate.Fine();
            }
            over = updated;
            updated = true;
            return over ? fate : new Fate.Fine();
        }
    }

    @Test
    void what_ecs_shows_only_a_while_later_is_not_taken_for_what_is() {
        for (int seconds = 1; seconds <= 20; seconds++) {
            int after = seconds;
            Simulation.run(seconds, it -> {
                it.world().invalidationsTake(Duration.ofSeconds(1));
                it.pin("v1");
                it.comesInForce("v1");
                it.pin("v2");
                it.comesInForce("v2");
                it.world()
                        .fates(call ->
                                call.is("ecs.describe") ? new Fate.Stale(Duration.ofSeconds(9)) : new Fate.Fine());
                it.pin("v1");
                it.pass(Duration.ofMillis(after * 1000L + it.random().nextInt(1000)));
                it.pin("v2");
                it.converges("v2");
            });
        }
    }

    @Test
    void raising_force_makes_one_new_deployment_of_the_same_revision() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            String before = it.world().serviceNow().primary().orElseThrow().id();
            it.pinAnew("v1");
            it.converges("v1");
            var after = it.world().serviceNow().primary().orElseThrow();
            assertThat(after.id()).isNotEqualTo(before);
            assertThat(it.outcomes()).containsExactly("SUCCEEDED", "SUCCEEDED");
        });
    }

    @Test
    void an_autoscaler_is_left_alone() {
        play(it -> {
            it.pin("v1");
            it.comesInForce("v1");
            it.pin("v2");
            it.pass(Duration.ofMillis(it.random().nextInt(20_000)));
            it.scale(5);
            it.converges("v2");
            assertThat(it.world().serviceNow().desired()).isEqualTo(5);
        });
    }

    /** Waits until the second rollout has ended, and the target is called what it is. */
    private static void givesUp(Simulation it) {
        it.await(
                "given up",
                () -> it.outcomes().size() > 1 && it.status().summary() == Summary.DEGRADED
                        ? List.of()
                        : List.of("going on"));
    }

    private static void play(Simulation.Script script) {
        for (long seed = 1; seed <= ORDERS; seed++) {
            Simulation.run(seed, script);
        }
    }
}
