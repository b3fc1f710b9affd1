package dev.belay.ecs;

import static dev.belay.ecs.Samples.NOW;
import static dev.belay.ecs.Samples.arn;
import static dev.belay.ecs.Samples.completed;
import static dev.belay.ecs.Samples.saying;
import static dev.belay.ecs.Samples.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.ecs.EcsState.Followed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCauseTest {
    private static final Followed OURS = new Followed("ecs-svc/2", arn(2), "ecs-svc/1", NOW.minusSeconds(60), false);

    private static EcsTask task(String stopCode, String reason) {
        return of("ecs-svc/2", stopCode, reason);
    }

    private static EcsTask of(String deployment, String stopCode, String reason) {
        return new EcsTask("arn:task", arn(2), "STOPPED", "STOPPED", null, deployment, stopCode, reason, List.of());
    }

    private static FailureCause cause(List<EcsTask> tasks, String... events) {
        return FailureCause.of(OURS, "", saying(service(completed("ecs-svc/2", 2)), events), tasks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:x)",
                "Task failed container health checks",
                "OutOfMemoryError: Container killed due to memory usage",
                "CannotStartContainerError: exec: \"nope\": executable file not found in $PATH",
                "CannotPullContainerError: failed to resolve ref 502503504505.dkr.ecr.x/app:v1: not found",
                "CannotPullContainerError: manifest unknown"
            })
    void what_the_revision_does_itself_is_its_own_doing(String reason) {
        assertThat(cause(List.of(task("TaskFailedToStart", reason))).own()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceInitializationError: unable to pull secrets or registry auth: i/o timeout",
                "CannotPullContainerError: Get https://registry/v2: dial tcp: lookup registry: no such host",
                "CannotPullContainerError: toomanyrequests: You have reached your pull rate limit",
                "CannotPullContainerError: pull access denied, repository does not exist or may require authorization",
                "RESOURCE:MEMORY",
                "Timeout waiting for network interface provisioning to complete.",
                "Host EC2 (instance i-1) terminated.",
                "ECS was unable to assume the role arn:aws:iam::1:role/x",
                "Capacity is unavailable at this time. Please try again later"
            })
    void what_passes_is_no_verdict_on_the_revision(String reason) {
        assertThat(cause(List.of(task("TaskFailedToStart", reason))).own()).isFalse();
    }

    @Test
    void a_task_that_found_no_place_is_told_by_an_event() {
        FailureCause cause = cause(
                List.of(),
                "(service health check) was unable to place a task because no container instance met all of its"
                        + " requirements.");
        assertThat(cause.own()).isFalse();
        assertThat(cause.message()).contains("unable to place a task");
    }

    @Test
    void one_crash_outweighs_tasks_that_found_no_place() {
        assertThat(cause(
                                List.of(task("EssentialContainerExited", "Essential container in task exited")),
                                "(service api) was unable to place a task.")
                        .own())
                .isTrue();
    }

    @Test
    void tasks_of_other_deployments_prove_nothing() {
        assertThat(cause(
                                List.of(of(
                                        "ecs-svc/1", "EssentialContainerExited", "Essential container in task exited")),
                                "(service api) was unable to place a task.")
                        .own())
                .isFalse();
    }

    @Test
    void a_task_that_was_interrupted_is_no_crash() {
        assertThat(cause(List.of(task("SpotInterruption", "Your Spot Task was interrupted.")))
                        .own())
                .isFalse();
    }

    @Test
    void when_ecs_gives_up_and_nobody_says_why_the_version_is_not_tried_for_ever() {
        assertThat(cause(List.of()).own()).isTrue();
    }
}
