package dev.belay.localcloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.Task;

class RollingDeploymentTest {
    private final EcsWorld world = new EcsWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private void breaker(boolean rollback) {
        world.settled(b -> b.deploymentConfiguration(
                d -> d.deploymentCircuitBreaker(c -> c.enable(true).rollback(rollback))));
    }

    private List<Task> stopped() {
        List<String> arns = world.ecs
                .listTasks(b -> b.cluster("c").serviceName("api").desiredStatus(DesiredStatus.STOPPED))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : world.ecs.describeTasks(b -> b.cluster("c").tasks(arns)).tasks();
    }

    @Test
    void a_new_service_starts_its_tasks_one_phase_after_the_other() {
        world.register("good");
        world.create(b -> {});
        assertThat(world.service().pendingCount()).isEqualTo(2);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        world.clock.advanceSeconds(4.5);
        assertThat(world.service().runningCount()).isEqualTo(2);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        world.clock.advanceSeconds(2);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(world.primary().rolloutStateReason())
                .isEqualTo("ECS deployment " + world.primary().id() + " completed.");
        assertThat(world.events()).contains("(service api) has reached a steady state.");
    }

    @Test
    void an_update_replaces_the_tasks_and_the_old_deployment_goes_last() {
        world.settled(b -> {});
        String old = world.primary().id();
        String next = world.register("next");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(6.5);
        List<Deployment> both = world.service().deployments();
        assertThat(both).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
        assertThat(both).extracting(Deployment::runningCount).containsExactly(2, 2);
        assertThat(world.events()).contains("has begun draining connections on 2 tasks.");
        world.clock.advanceSeconds(5);
        Service after = world.service();
        assertThat(after.deployments()).hasSize(1);
        assertThat(after.taskDefinition()).isEqualTo(next);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(world.primary().id()).isNotEqualTo(old).startsWith("ecs-svc/");
        assertThat(stopped())
                .extracting(Task::stoppedReason)
                .allMatch(r -> r.startsWith("Scaling activity initiated by"));
    }

    @Test
    void a_jump_in_time_ends_where_small_steps_end() {
        world.settled(b -> {});
        world.register("next");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advance(Duration.ofDays(2));
        assertThat(world.service().deployments()).hasSize(1);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void never_fewer_healthy_nor_more_tasks_than_the_percents_allow() {
        world.settled(b -> b.desiredCount(4)
                .deploymentConfiguration(d -> d.minimumHealthyPercent(50).maximumPercent(100)));
        world.register("next");
        world.update(b -> b.taskDefinition("api:2"));
        for (int i = 0; i < 60; i++) {
            world.clock.advanceSeconds(0.5);
            Service service = world.service();
            assertThat(service.runningCount() + service.pendingCount()).isLessThanOrEqualTo(4);
            assertThat(world.cloud
                            .ecs()
                            .servers(world.cloud.scope(), "c", "api")
                            .size())
                    .isGreaterThanOrEqualTo(2);
        }
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void a_single_task_without_room_for_two_is_stopped_first() {
        world.settled(b -> b.desiredCount(1)
                .deploymentConfiguration(d -> d.minimumHealthyPercent(0).maximumPercent(100)));
        world.register("next");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(2);
        assertThat(world.cloud.ecs().servers(world.cloud.scope(), "c", "api")).isEmpty();
        world.clock.advanceSeconds(20);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void the_same_definition_deploys_again_only_by_force() {
        world.settled(b -> {});
        String id = world.primary().id();
        world.update(b -> b.taskDefinition("api:1"));
        assertThat(world.primary().id()).isEqualTo(id);
        world.update(b -> b.forceNewDeployment(true));
        assertThat(world.primary().id()).isNotEqualTo(id);
        world.clock.advanceSeconds(20);
        assertThat(world.service().deployments()).hasSize(1);
    }

    @Test
    void a_change_of_the_desired_count_is_no_deployment() {
        world.settled(b -> {});
        String id = world.primary().id();
        world.update(b -> b.desiredCount(4));
        world.clock.advanceSeconds(10);
        assertThat(world.service().runningCount()).isEqualTo(4);
        world.cloud.ecs().scale(world.cloud.scope(), "c", "api", 1);
        world.clock.advanceSeconds(10);
        assertThat(world.service().runningCount()).isEqualTo(1);
        assertThat(world.primary().id()).isEqualTo(id);
    }

    @Test
    void a_later_update_supersedes_the_one_under_way() {
        world.settled(b -> {});
        world.register("next");
        world.register("third");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(2);
        world.update(b -> b.taskDefinition("api:3"));
        assertThat(world.service().deployments())
                .extracting(Deployment::rolloutState)
                .containsExactly(
                        DeploymentRolloutState.IN_PROGRESS,
                        DeploymentRolloutState.IN_PROGRESS,
                        DeploymentRolloutState.COMPLETED);
        world.clock.advanceSeconds(20);
        assertThat(world.service().deployments()).hasSize(1);
        assertThat(world.service().taskDefinition()).endsWith("api:3");
    }

    @Test
    void the_breaker_with_rollback_goes_back_under_a_new_id() {
        breaker(true);
        String good = world.primary().id();
        world.cloud.ecs().behave("bad", ImageBehaviour.crashes(137, Duration.ofMillis(500)));
        world.register("bad");
        world.update(b -> b.taskDefinition("api:2"));
        String bad = world.primary().id();
        world.clock.advanceSeconds(12);
        Deployment back = world.primary();
        assertThat(back.id()).isNotIn(good, bad);
        assertThat(back.taskDefinition()).endsWith("api:1");
        assertThat(back.rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId " + good + ".");
        assertThat(world.events())
                .contains("(service api) (deployment " + bad + ") deployment failed: tasks failed to start.")
                .contains("(service api) rolling back to deployment " + good + ".");
        world.clock.advanceSeconds(20);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(world.service().deployments()).hasSize(1);
        assertThat(world.ecs
                        .listServiceDeployments(b -> b.cluster("c").service("api"))
                        .serviceDeployments())
                .extracting(ServiceDeploymentBrief::statusAsString)
                .containsExactly("ROLLBACK_SUCCESSFUL", "SUCCESSFUL");
    }

    @Test
    void the_breaker_without_rollback_stays_failed_while_the_old_tasks_run() {
        breaker(false);
        world.cloud.ecs().behave("bad", ImageBehaviour.missing());
        world.register("bad");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(60);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
        assertThat(world.primary().rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
        assertThat(world.primary().failedTasks()).isGreaterThanOrEqualTo(3);
        assertThat(world.service().runningCount()).isEqualTo(2);
        assertThat(world.service().deployments()).hasSize(2);
        world.update(b -> b.taskDefinition("api:1"));
        world.clock.advanceSeconds(20);
        assertThat(world.service().deployments()).hasSize(1);
    }

    @Test
    void without_a_breaker_a_crash_loop_goes_on_for_ever() {
        world.settled(b -> {});
        world.cloud.ecs().behave("bad", ImageBehaviour.crashes(1, Duration.ofMillis(500)));
        world.register("bad");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advance(Duration.ofHours(24));
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(world.primary().failedTasks()).isGreaterThan(1000);
        assertThat(world.events()).contains("is unable to consistently start tasks successfully");
        Task task = stopped().getFirst();
        assertThat(task.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(task.containers().getFirst().exitCode()).isEqualTo(1);
    }

    @Test
    void an_image_that_is_not_there_is_said_so() {
        world.settled(b -> {});
        world.cloud.ecs().behave("gone", ImageBehaviour.missing());
        world.register("gone");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(6);
        Task task = stopped().getFirst();
        assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason())
                .startsWith("CannotPullContainerError: pull image manifest has been retried")
                .endsWith("registry.example/api:gone: not found");
        assertThat(task.containers().getFirst().exitCode()).isNull();
    }

    @Test
    void a_task_that_fails_its_health_check_is_stopped_and_counted() {
        breaker(true);
        world.cloud.ecs().behave("sick", ImageBehaviour.unhealthy());
        world.register("sick");
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advanceSeconds(60);
        assertThat(world.primary().taskDefinition()).endsWith("api:1");
        assertThat(stopped())
                .extracting(Task::stoppedReason)
                .contains("Task failed ELB health checks in (target-group " + EcsWorld.GROUP + ")");
        assertThat(world.events())
                .contains("is unhealthy in (target-group " + EcsWorld.GROUP
                        + ") due to (reason Health checks failed with these codes: [500])");
    }

    @Test
    void without_capacity_nothing_fails_and_nothing_moves() {
        breaker(true);
        world.register("next");
        world.cloud.ecs().capacity(world.cloud.scope(), "c", "api", 2);
        world.update(b -> b.taskDefinition("api:2"));
        world.clock.advance(Duration.ofMinutes(30));
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(world.primary().failedTasks()).isZero();
        assertThat(world.events())
                .contains("was unable to place a task. Reason: Capacity is unavailable at this time.");
        world.cloud.ecs().capacity(world.cloud.scope(), "c", "api", 10);
        world.clock.advanceSeconds(20);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void a_task_that_somebody_stops_is_replaced() {
        world.settled(b -> {});
        String task = world.ecs.listTasks(b -> b.cluster("c")).taskArns().getFirst();
        world.ecs.stopTask(b -> b.cluster("c").task(task).reason("by hand"));
        world.clock.advanceSeconds(20);
        assertThat(world.service().runningCount()).isEqualTo(2);
        assertThat(stopped())
                .singleElement()
                .satisfies(t -> assertThat(t.stopCodeAsString()).isEqualTo("UserInitiated"));
    }

    @Test
    void a_service_of_no_tasks_completes_too() {
        world.settled(b -> b.desiredCount(0));
        world.register("next");
        world.update(b -> b.taskDefinition("api:2"));
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        world.clock.advanceSeconds(2);
        assertThat(world.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }
}
