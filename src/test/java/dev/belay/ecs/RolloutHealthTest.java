package dev.belay.ecs;

import static dev.belay.ecs.Samples.NOW;
import static dev.belay.ecs.Samples.arn;
import static dev.belay.ecs.Samples.completed;
import static dev.belay.ecs.Samples.deployment;
import static dev.belay.ecs.Samples.saying;
import static dev.belay.ecs.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ecs.EcsState.Followed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** We follow deployment {@code ecs-svc/2} of revision 2, which replaced {@code ecs-svc/1}. */
class RolloutHealthTest {
    private static RolloutHealth health(ServiceSnapshot service) {
        return health(service, NOW.minusSeconds(300));
    }

    private static RolloutHealth health(ServiceSnapshot service, Instant since) {
        return RolloutHealth.of(service, new Followed("ecs-svc/2", arn(2), "ecs-svc/1", since, false), NOW);
    }

    private static RolloutHealth failed(String reason, boolean rolledBack) {
        return new RolloutHealth.Failed(reason, rolledBack);
    }

    @Test
    void alone_and_completed_it_is_complete() {
        assertThat(health(service(completed("ecs-svc/2", 2)))).isEqualTo(new RolloutHealth.Complete());
    }

    @Test
    void completed_beside_an_older_one_it_is_still_in_progress() {
        assertThat(health(service(completed("ecs-svc/2", 2), deployment("ecs-svc/1", "ACTIVE", 1, "COMPLETED"))))
                .isEqualTo(new RolloutHealth.InProgress("4 of 4 tasks on api:2"));
    }

    @Test
    void all_tasks_running_is_not_enough() {
        assertThat(health(service(deployment("ecs-svc/2", "PRIMARY", 2, "IN_PROGRESS"))))
                .isInstanceOf(RolloutHealth.InProgress.class);
    }

    @Test
    void given_up_without_going_back_it_failed() {
        assertThat(health(service(deployment("ecs-svc/2", "PRIMARY", 2, "FAILED", "tasks failed to start."))))
                .isEqualTo(failed("tasks failed to start.", false));
    }

    @Test
    void replaced_by_a_deployment_that_goes_back_it_was_rolled_back() {
        assertThat(health(service(
                        deployment(
                                "ecs-svc/3",
                                "PRIMARY",
                                1,
                                "IN_PROGRESS",
                                "circuit breaker: rolling back to deploymentId x"),
                        deployment("ecs-svc/2", "ACTIVE", 2, "FAILED", "tasks failed to start."))))
                .isEqualTo(failed("tasks failed to start.", true));
    }

    @Test
    void long_after_ecs_went_back_and_is_stable_again_it_is_still_rolled_back() {
        assertThat(health(service(deployment(
                        "ecs-svc/3", "PRIMARY", 1, "COMPLETED", "circuit breaker: rolling back to deploymentId x"))))
                .isInstanceOf(RolloutHealth.Failed.class);
        assertThat(health(saying(
                        service(completed("ecs-svc/3", 1)),
                        "(service api) (deployment ecs-svc/2) deployment failed: tasks failed to start.")))
                .isInstanceOf(RolloutHealth.Failed.class);
    }

    @Test
    void the_earlier_deployment_being_primary_again_is_ecs_going_back() {
        assertThat(health(service(completed("ecs-svc/1", 1)))).isInstanceOf(RolloutHealth.Failed.class);
    }

    @Test
    void the_earlier_deployment_right_after_the_update_is_a_stale_answer() {
        assertThat(health(service(completed("ecs-svc/1", 1)), NOW.minusSeconds(2)))
                .isEqualTo(new RolloutHealth.Unseen());
    }

    @Test
    void a_deployment_from_before_the_one_that_ours_replaced_is_a_stale_answer_whatever_it_runs() {
        var older = completed("ecs-svc/0", 2);
        assertThat(health(service(older), NOW.minusSeconds(2))).isEqualTo(new RolloutHealth.Unseen());
        assertThat(health(service(older))).isEqualTo(new RolloutHealth.Superseded(older));
    }

    @Test
    void another_deployment_for_no_reason_of_ecs_is_somebody_elses() {
        var other = completed("ecs-svc/9", 7);
        assertThat(health(service(other))).isEqualTo(new RolloutHealth.Superseded(other));
        assertThat(health(service(other, deployment("ecs-svc/2", "ACTIVE", 2, "IN_PROGRESS"))))
                .isEqualTo(new RolloutHealth.Superseded(other));
    }
}
