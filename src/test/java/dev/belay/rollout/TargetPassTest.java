package dev.belay.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.model.Rollout.Outcome;
import dev.belay.model.Rollout.Phase;
import dev.belay.model.Summary;
import dev.belay.reconcile.Outcome.Again;
import dev.belay.reconcile.Outcome.Failed;
import dev.belay.reconcile.Outcome.Gone;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole passes over a target that is a site. */
class TargetPassTest {
    private final House house = new House();

    private House on(String version) {
        house.pin("version: " + version);
        assertThat(house.settle().summary()).isEqualTo(Summary.SYNCED);
        assertThat(house.live()).isEqualTo(version);
        return house;
    }

    private void byHand() {
        house.aws.put("live", "index.html", "by hand", Map.of("content-type", "text/html"));
        house.time.pass(Duration.ofSeconds(31));
        house.poll();
    }

    @Test
    void an_edited_pin_is_rolled_out_and_proved() {
        on("v1");
        on("v2");
        assertThat(house.root().history().last()).extracting(r -> r.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(house.store.list("rollouts/shop")).hasSize(2);
    }

    @Test
    void drift_is_corrected() {
        on("v1");
        byHand();
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void what_changed_while_the_daemon_was_down_is_reported_until_it_is_admitted() {
        on("v1");
        house.restart();
        byHand();
        assertThat(house.settle().summary()).isEqualTo(Summary.DRIFTED);
        assertThat(house.live()).isEqualTo("by hand");
        String revision = Objects.requireNonNull(house.status().pin()).revision();
        assertThat(house.desk().admit("shop", revision, new Caller("alice", Caller.ALL)))
                .isInstanceOf(Reply.Done.class);
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void what_changed_during_a_suspension_is_reported_until_the_pin_changes() {
        on("v1");
        house.hold("suspend");
        house.settle();
        byHand();
        house.settle();
        house.store.remove(RecordKind.HOLD, "stop");
        assertThat(house.settle().summary()).isEqualTo(Summary.DRIFTED);
        assertThat(house.live()).isEqualTo("by hand");
        on("v2");
    }

    @Test
    void a_suspension_in_the_middle_of_verification_tries_no_check_and_rests() {
        house.healthy = false;
        house.pin("version: v1");
        for (int i = 0; i < 10; i++) {
            house.poll();
            house.pass();
        }
        assertThat(house.root().rollout()).extracting(r -> r.phase()).isEqualTo(Phase.VERIFY);
        house.hold("suspend");
        house.poll();
        house.time.pass(Duration.ofSeconds(12));
        int before = house.probes;
        assertThat(house.pass()).isNotInstanceOf(Again.class);
        assertThat(house.probes).isEqualTo(before);
        assertThat(house.summary()).isEqualTo(Summary.HELD);
    }

    @Test
    void a_version_whose_check_fails_is_left_as_it_is_and_said_to_be_degraded() {
        house.healthy = false;
        house.pin("version: v1");
        for (int i = 0; i < 20; i++) {
            house.settleFor(Duration.ofSeconds(10));
        }
        assertThat(house.summary()).isEqualTo(Summary.DEGRADED);
        byHand();
        house.settle();
        assertThat(house.live()).isEqualTo("by hand");
        house.healthy = true;
        on("v2");
    }

    private void allButInventoriesIsGone() {
        house.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                if (!call.startsWith("documents read inventories/")) {
                    throw new FailureException(new Failure.Unavailable(call));
                }
            }
        });
    }

    @Test
    void while_the_whole_store_is_gone_nothing_is_said_to_be_green() {
        on("v1");
        house.store.goAway();
        byHand();
        house.pass();
        assertThat(house.summary()).isEqualTo(Summary.UNKNOWN);
        assertThat(house.live()).isEqualTo("by hand");
    }

    @Test
    void while_the_store_is_gone_nothing_begins_and_drift_is_still_reported() {
        on("v1");
        allButInventoriesIsGone();
        house.aws.put("live", "index.html", "by hand", Map.of("content-type", "text/html"));
        house.time.pass(Duration.ofSeconds(31));
        house.poll();
        house.pass();
        assertThat(house.summary()).isEqualTo(Summary.DRIFTED);
        assertThat(house.live()).isEqualTo("by hand");
        house.store.faults(new MemoryStore.Faults() {});
        house.settle();
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_write_that_failed_does_not_blind_the_passes_after_it() {
        on("v1");
        house.pin("version: v2");
        house.poll();
        allButInventoriesIsGone();
        assertThat(house.pass()).isInstanceOf(Failed.class);
        house.aws.put("live", "index.html", "by hand", Map.of("content-type", "text/html"));
        house.time.pass(Duration.ofSeconds(31));
        assertThat(house.pass()).isInstanceOf(Failed.class);
        assertThat(house.summary()).isEqualTo(Summary.DRIFTED);
        assertThat(house.live()).isEqualTo("by hand");
        house.store.faults(new MemoryStore.Faults() {});
        house.settle();
        assertThat(house.live()).isEqualTo("v2");
    }

    @Test
    void a_target_whose_state_can_not_be_read_is_unknown_and_never_green() {
        on("v1");
        String version = Objects.requireNonNull(house.store.read("state/shop")).version();
        house.store.write("state/shop", "{damaged", version);
        house.restart();
        house.poll();
        assertThat(house.pass()).isInstanceOf(Failed.class);
        assertThat(house.summary()).isEqualTo(Summary.UNKNOWN);
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_deleted_target_is_let_go_and_touched_no_more_also_when_it_comes_back() {
        on("v1");
        house.pin("version: v2");
        house.poll();
        house.pass();
        house.store.remove(RecordKind.TARGET, "shop");
        house.poll();
        assertThat(house.pass()).isInstanceOf(Gone.class);
        assertThat(house.desk().status("shop")).isNull();
        assertThat(house.root().rollout()).isNull();
        house.store.edit(RecordKind.TARGET, "shop", House.TARGET);
        assertThat(house.settle().summary()).isEqualTo(Summary.DRIFTED);
        assertThat(house.live()).isEqualTo("v1");
    }

    @Test
    void a_target_whose_root_was_lost_though_its_inventories_are_kept_resolves_its_build_anew() {
        on("v1");
        house.store.delete("state/shop");
        house.restart();
        house.settle();
        assertThat(house.root().site("web").resolved()).isNotNull();
    }

    @Test
    void a_stored_status_that_could_not_be_written_is_written_by_a_later_pass() {
        on("v1");
        house.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("documents write status/")) {
                    throw new FailureException(new Failure.Throttled(call));
                }
            }
        });
        on("v2");
        house.store.faults(new MemoryStore.Faults() {});
        house.pass();
        assertThat(Objects.requireNonNull(house.store.read("status/shop")).content())
                .contains("\"running\":\"v2\"");
    }
}
