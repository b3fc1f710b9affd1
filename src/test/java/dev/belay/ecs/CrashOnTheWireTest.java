package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Fault;
import dev.belay.model.FailureException;
import dev.belay.model.Rollout;
import dev.belay.model.Standing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that is cut off goes on where it was, and what can be made unique happens once. */
class CrashOnTheWireTest {
    private final ServiceWorld world = new ServiceWorld();

    @BeforeEach
    void settle() {
        world.settled(b -> {});
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** The root can be written so often; then the daemon dies and another one takes over. */
    private void crashAfterSaves(int saves) {
        world.savesLeft = saves;
        assertThatThrownBy(world::converge).isInstanceOf(FailureException.class);
        world.savesLeft = Integer.MAX_VALUE;
        world.restart();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_crash_at_any_save_makes_one_revision_and_one_deployment(int saves) {
        world.pin("v2");
        crashAfterSaves(saves);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:2");
        assertThat(world.calls("RegisterTaskDefinition")).isEqualTo(1);
        assertThat(world.ecs
                        .listServiceDeployments(b -> b.cluster("c").service("api"))
                        .serviceDeployments())
                .hasSize(2);
    }

    @Test
    void nothing_is_begun_that_can_not_be_written_down() {
        world.pin("v2");
        crashAfterSaves(0);
        assertThat(world.calls("RegisterTaskDefinition")).isZero();
        assertThat(world.calls("UpdateService")).isZero();
    }

    @Test
    void a_registration_whose_reply_was_lost_is_found_again() {
        world.cloud.faults().next(1, "ecs", "RegisterTaskDefinition", new Fault.LostReply());
        assertThat(world.pin("v2").pass().standing()).isInstanceOf(Standing.Hindered.class);
        assertThat(world.converge().inForce()).isEqualTo("api:2");
        assertThat(world.calls("RegisterTaskDefinition")).isEqualTo(1);
    }

    @Test
    void a_registration_that_never_arrived_is_made_once_it_can_not_arrive_any_more() {
        world.cloud.faults().next(1, "ecs", "RegisterTaskDefinition", new Fault.Cut());
        world.pin("v2").pass();
        world.clock.advanceSeconds(5);
        assertThat(world.pass().standing()).isInstanceOf(Standing.Moving.class);
        assertThat(world.converge().inForce()).isEqualTo("api:2");
    }

    @Test
    void an_update_whose_reply_was_lost_is_followed() {
        world.register("v2");
        world.cloud.faults().next(1, "ecs", "UpdateService", new Fault.LostReply());
        assertThat(world.pin("v2").pass().standing()).isInstanceOf(Standing.Hindered.class);
        world.clock.advanceSeconds(1);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void an_update_that_never_arrived_is_made_again() {
        world.register("v2");
        world.cloud.faults().next(1, "ecs", "UpdateService", new Fault.Cut());
        world.pin("v2").pass();
        world.clock.advanceSeconds(1);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:2");
    }

    @Test
    void a_forced_update_whose_reply_was_lost_is_not_forced_again() {
        world.forced = true;
        world.cloud.faults().next(1, "ecs", "UpdateService", new Fault.LostReply());
        world.pinRevision("api:1").pass();
        world.clock.advanceSeconds(1);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void an_update_that_somebody_else_made_while_ours_was_cut_off_is_not_undone() {
        world.register("v2");
        world.register("v3");
        world.cloud.faults().next(1, "ecs", "UpdateService", new Fault.Cut());
        world.pin("v2").pass();
        world.ecs.updateService(b -> b.cluster("c").service("api").taskDefinition("api:3"));
        world.clock.advanceSeconds(1);
        assertThat(world.converge().standing())
                .isInstanceOfSatisfying(
                        Standing.Ended.class,
                        ended -> assertThat(ended.outcome()).isEqualTo(Rollout.Outcome.SUPERSEDED));
    }

    @Test
    void a_look_at_the_service_right_before_the_update_sees_what_moved_meanwhile() {
        world.register("v2");
        world.register("v3");
        world.look();
        world.ecs.updateService(b -> b.cluster("c").service("api").taskDefinition("api:3"));
        assertThat(world.pin("v2").converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:2");
    }
}
