package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.Fault;
import dev.belay.localcloud.ecs.ImageBehaviour;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Rollout;
import dev.belay.model.Standing;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a pin to its deployment, over HTTP. Numbers are those of the cases in the list of facts. */
class RolloutOnTheWireTest {
    private final ServiceWorld world = new ServiceWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static Standing.Ended ended(ComponentReport report) {
        assertThat(report.standing()).isInstanceOf(Standing.Ended.class);
        return (Standing.Ended) report.standing();
    }

    private static Standing.Stalled stalled(ComponentReport report) {
        assertThat(report.standing()).isInstanceOf(Standing.Stalled.class);
        return (Standing.Stalled) report.standing();
    }

    @Test
    void an_earlier_revision_is_brought_back_and_its_own_deployment_proved() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").converge();
        ComponentReport report = world.pinRevision("api:1").converge();
        assertThat(report.standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:1");
        assertThat(world.service().deployments()).hasSize(1);
        assertThat(report.evidence())
                .containsEntry(
                        "deployment", world.service().deployments().getFirst().id())
                .containsEntry("revision", world.service().taskDefinition());
        assertThat(world.timeline)
                .anyMatch(line -> line.startsWith("resolved api:1 to api:1"))
                .anyMatch(line -> line.endsWith("of api:1 started"))
                .anyMatch(line -> line.endsWith("completed, no task of an earlier one is left"));
    }

    @Test
    void while_it_moves_the_report_says_what_runs_and_how_far_it_is() {
        world.settled(b -> {});
        world.register("next");
        ComponentReport report = world.pinRevision("api:2").pass();
        assertThat(report.standing())
                .asInstanceOf(InstanceOfAssertFactories.type(Standing.Moving.class))
                .extracting(Standing.Moving::progress)
                .isEqualTo("0 of 2 tasks on api:2");
        assertThat(report.running()).isEqualTo("api:1");
        assertThat(report.inForce()).isEqualTo("api:2");
        assertThat(report.difference()).isEqualTo("runs api:1, pinned is api:2");
    }

    @Test
    void it_is_not_synced_before_the_last_old_task_is_gone() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").converge();
        assertThat(world.ecs
                        .describeTasks(b -> b.cluster("c")
                                .tasks(world.ecs
                                        .listTasks(l -> l.cluster("c").desiredStatus("STOPPED"))
                                        .taskArns()))
                        .tasks())
                .isNotEmpty()
                .allMatch(task -> task.lastStatus().equals("STOPPED"));
    }

    @Test
    void case_07_and_08_a_service_that_is_stable_because_ecs_went_back_is_no_success() {
        world.settled(ServiceWorld.breaker(true));
        world.register("bad");
        world.simulator.behave("bad", ImageBehaviour.crashes(3, Duration.ofSeconds(1)));
        Standing.Ended ended = ended(world.pin("bad").converge());
        assertThat(ended.outcome()).isEqualTo(Rollout.Outcome.ROLLED_BACK_BY_ECS);
        assertThat(ended.vetoes()).isTrue();
        assertThat(ended.message()).contains("app exited with 3");
        world.clock.advanceSeconds(120);
        assertThat(world.running()).isEqualTo("api:1");
        assertThat(world.pass().standing()).isEqualTo(ended);
        assertThat(world.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void case_09_a_breaker_that_does_not_go_back_is_a_failure_of_its_own() {
        world.settled(ServiceWorld.breaker(false));
        world.register("bad");
        world.simulator.behave("bad", ImageBehaviour.crashes(1, Duration.ofSeconds(1)));
        Standing.Ended ended = ended(world.pin("bad").converge());
        assertThat(ended.outcome()).isEqualTo(Rollout.Outcome.FAILED);
        assertThat(ended.vetoes()).isTrue();
    }

    @Test
    void case_09_and_20_without_a_breaker_a_crash_loop_stalls_and_says_why() {
        world.spec = stableWithin(Duration.ofMinutes(1));
        world.settled(b -> {});
        world.register("bad");
        world.simulator.behave("bad", ImageBehaviour.crashes(7, Duration.ofSeconds(1)));
        Standing.Stalled stalled = stalled(world.pin("bad").converge());
        assertThat(stalled.reason()).isEqualTo("NotStable");
        assertThat(stalled.message()).contains("app exited with 7");
        world.simulator.behaveWell();
        world.clock.advanceSeconds(600);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
    }

    private EcsService stableWithin(Duration within) {
        var spec = world.spec;
        return new EcsService(
                spec.aws(), spec.cluster(), spec.service(), spec.family(), spec.images(), spec.template(), within);
    }

    @Test
    void case_11_a_version_that_never_gets_healthy_failed_by_its_own_doing() {
        world.settled(ServiceWorld.breaker(true));
        world.register("old");
        world.simulator.behave("old", ImageBehaviour.unhealthy());
        Standing.Ended ended = ended(world.pin("old").converge());
        assertThat(ended.vetoes()).isTrue();
        assertThat(ended.message()).contains("health checks");
    }

    @Test
    void case_12_somebody_elses_update_supersedes_ours() {
        world.settled(b -> {});
        world.register("next");
        world.register("other");
        world.pinRevision("api:2").pass();
        world.ecs.updateService(b -> b.cluster("c").service("api").taskDefinition("api:3"));
        world.clock.advanceSeconds(1);
        Standing.Ended ended = ended(world.converge());
        assertThat(ended.outcome()).isEqualTo(Rollout.Outcome.SUPERSEDED);
        assertThat(ended.vetoes()).isFalse();
        assertThat(world.running()).isEqualTo("api:3");
    }

    @Test
    void somebody_elses_deployment_of_the_same_revision_is_followed() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").pass();
        world.ecs.updateService(b -> b.cluster("c").service("api").forceNewDeployment(true));
        world.clock.advanceSeconds(1);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
    }

    @Test
    void case_13_and_14_a_rollback_sends_the_task_definition_and_nothing_else() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").pass();
        world.simulator.scale(world.cloud.scope(), "c", "api", 5);
        world.converge();
        assertThat(world.service().desiredCount()).isEqualTo(5);
        assertThat(world.calls("DeregisterTaskDefinition")).isZero();
        assertThat(world.cloud.calls().of("ecs", "UpdateService"))
                .singleElement()
                .satisfies(call -> assertThat(call.summary()).doesNotContain("desired"));
    }

    @Test
    void case_15_a_service_in_sync_is_left_alone_for_ever() {
        world.settled(b -> {});
        world.pinRevision("api:1").converge();
        for (int i = 0; i < 20; i++) {
            world.clock.advanceSeconds(40);
            assertThat(world.pass().standing()).isInstanceOf(Standing.Synced.class);
            assertThat(world.pass(Mandate.OBSERVE).standing()).isInstanceOf(Standing.Synced.class);
        }
        assertThat(world.calls("UpdateService")).isZero();
        assertThat(world.calls("RegisterTaskDefinition")).isZero();
    }

    @Test
    void case_17_an_inactive_revision_stalls_with_what_to_do() {
        world.settled(b -> {});
        world.register("next");
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:2"));
        Standing.Stalled stalled = stalled(world.pinRevision("api:2").converge());
        assertThat(stalled.reason()).isEqualTo("InactiveRevision");
        assertThat(stalled.message()).contains("base: api:2");
    }

    @Test
    void case_17_a_revision_that_was_deregistered_after_it_was_resolved_stalls() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").converge();
        world.ecs.updateService(b -> b.cluster("c").service("api").taskDefinition("api:1"));
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(40);
        Standing.Stalled stalled = stalled(world.pinRevision("api:2").converge());
        assertThat(stalled.reason()).isEqualTo("InactiveRevision");
    }

    @Test
    void case_17_an_image_that_is_gone_is_the_versions_own_doing() {
        world.settled(ServiceWorld.breaker(true));
        world.register("gone");
        world.simulator.behave("gone", ImageBehaviour.missing());
        Standing.Ended ended = ended(world.pin("gone").converge());
        assertThat(ended.vetoes()).isTrue();
        assertThat(ended.message()).contains("CannotPullContainerError");
    }

    @Test
    void case_18_a_registry_out_of_reach_is_tried_again_until_it_answers() {
        world.settled(ServiceWorld.breaker(true));
        world.register("next");
        world.simulator.behave("next", ImageBehaviour.registryUnreachable());
        Standing.Stalled stalled = stalled(world.pin("next").converge());
        assertThat(stalled.reason()).isEqualTo("PassingFault");
        assertThat(stalled.message()).contains("ResourceInitializationError");
        world.simulator.behaveWell();
        world.clock.advanceSeconds(60);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:2");
    }

    @Test
    void case_18_tries_after_a_passing_fault_grow_rarer() {
        world.settled(ServiceWorld.breaker(false));
        world.register("next");
        world.simulator.behave("next", ImageBehaviour.registryUnreachable());
        world.pin("next").converge();
        Duration first = untilRetry();
        world.clock.advance(first);
        world.converge();
        assertThat(untilRetry()).isGreaterThan(first);
        assertThat(world.state.attempts()).isEqualTo(2);
    }

    private Duration untilRetry() {
        EcsState.Fault fault = world.state.fault();
        assertThat(fault).isNotNull();
        return fault == null ? Duration.ZERO : Duration.between(world.clock.instant(), fault.retryAt());
    }

    @Test
    void desired_count_zero_is_synced_and_said() {
        world.settled(b -> b.desiredCount(0));
        world.register("next");
        ComponentReport report = world.pinRevision("api:2").converge();
        assertThat(report.standing()).isInstanceOf(Standing.Synced.class);
        assertThat(report.evidence()).containsEntry("desiredCount", "0");
    }

    @Test
    void a_forced_rollout_makes_one_new_deployment_of_what_runs() {
        world.settled(b -> {});
        String before = world.service().deployments().getFirst().id();
        world.forced = true;
        world.pinRevision("api:1").converge();
        world.converge();
        assertThat(world.service().deployments().getFirst().id()).isNotEqualTo(before);
        assertThat(world.calls("UpdateService")).isEqualTo(1);
    }

    @Test
    void a_missing_service_and_a_missing_cluster_stall_with_their_names() {
        assertThat(stalled(world.pinRevision("api:1").pass()).reason()).isEqualTo("ServiceNotFound");
        var spec = world.spec;
        world.spec = new EcsService(spec.aws(), "nowhere", "api", null, spec.images(), null, spec.stableWithin());
        world.restart();
        Standing.Stalled stalled = stalled(world.pass());
        assertThat(stalled.reason()).isEqualTo("ClusterNotFound");
        assertThat(stalled.message()).contains("nowhere");
    }

    @Test
    void a_service_under_code_deploy_is_watched_and_not_moved() {
        world.settled(b -> b.deploymentController(c -> c.type("CODE_DEPLOY")));
        world.register("next");
        Standing.Stalled stalled = stalled(world.pinRevision("api:2").converge());
        assertThat(stalled.reason()).isEqualTo("ControllerNotSupported");
        assertThat(world.calls("UpdateService")).isZero();
    }

    @Test
    void a_service_of_another_strategy_is_watched_and_not_moved() {
        world.settled(b -> b.deploymentConfiguration(d -> d.strategy("BLUE_GREEN")));
        world.register("next");
        assertThat(stalled(world.pinRevision("api:2").converge()).reason()).isEqualTo("StrategyNotSupported");
        assertThat(world.pinRevision("api:1").converge().standing()).isInstanceOf(Standing.Synced.class);
    }

    @Test
    void what_is_left_alone_is_only_reported() {
        world.settled(b -> {});
        ComponentReport report = world.pin(new PinnedComponent.Leave()).pass();
        assertThat(report.standing()).isInstanceOf(Standing.Synced.class);
        assertThat(report.running()).isEqualTo("api:1");
        assertThat(report.inForce()).isNull();
    }

    @Test
    void observing_changes_nothing_and_says_what_differs() {
        world.settled(b -> {});
        world.register("next");
        ComponentReport report = world.pin("next").pass(Mandate.OBSERVE);
        assertThat(report.standing()).isEqualTo(new Standing.Differs("runs api:1, pinned is api:2"));
        assertThat(world.state).isEqualTo(EcsState.NONE);
        assertThat(world.calls("UpdateService")).isZero();
    }

    @Test
    void an_unreadable_service_is_unknown_once_what_is_known_is_too_old() {
        world.settled(b -> {});
        world.pinRevision("api:1").converge();
        world.cloud.faults().always("ecs", "DescribeServices", new Fault.Broken(500));
        world.clock.advanceSeconds(40);
        assertThat(world.pass(Mandate.OBSERVE).standing()).isInstanceOf(Standing.Synced.class);
        world.clock.advanceSeconds(120);
        assertThat(world.pass(Mandate.OBSERVE).standing()).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void a_service_that_may_not_be_read_is_unknown_at_once() {
        world.settled(b -> {});
        world.pinRevision("api:1").converge();
        world.cloud.faults().always("ecs", "DescribeServices", new Fault.Denied());
        world.clock.advanceSeconds(40);
        assertThat(world.pass(Mandate.OBSERVE).standing()).isInstanceOf(Standing.Unknown.class);
    }

    @Test
    void in_a_rollout_nothing_is_looked_for_before_the_components_turn() {
        world.settled(b -> {});
        world.register("next");
        world.rolling = true;
        world.cloud.calls().clear();
        assertThat(world.pin("next").pass(Mandate.OBSERVE).standing()).isInstanceOf(Standing.Differs.class);
        assertThat(world.cloud.calls().counts()).doesNotContainKey("ecs:ListTaskDefinitions");
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.cloud.calls().count("ecs", "ListTaskDefinitions")).isOne();
        assertThat(world.cloud.calls().count("ecs", "DescribeTaskDefinition")).isOne();
    }

    @Test
    void while_the_budget_is_used_up_nothing_is_begun_and_nothing_written_down() {
        world.settled(b -> {});
        world.register("next");
        world.pinRevision("api:2").pass(Mandate.OBSERVE);
        world.budget = false;
        world.savesLeft = 0;
        assertThat(world.pass().standing())
                .isInstanceOfSatisfying(
                        Standing.Moving.class,
                        moving -> assertThat(moving.progress()).contains("waiting for its turn"));
        world.savesLeft = Integer.MAX_VALUE;
        world.budget = true;
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
    }
}
