package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.verify.ServiceTargets.Group;
import dev.belay.verify.ServiceTargets.Registered;
import dev.belay.verify.ServiceTargets.State;
import dev.belay.verify.ServiceTargets.Task;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetHealthProbeTest {
    private static final Task ONE = new Task("one", true, List.of("10.0.0.1"));
    private static final Task TWO = new Task("two", true, List.of("10.0.0.2"));
    private static final Task STARTING = new Task("three", false, List.of());
    private static final Registered OLD =
            new Registered("10.0.9.9", 8080, State.UNHEALTHY, "Target.Timeout", "Request timed out");

    @Test
    void new_tasks_that_are_healthy_everywhere_pass() {
        var answer = judge(
                2,
                List.of(ONE, TWO),
                group("public", healthy(1), healthy(2)),
                group("internal", healthy(1), healthy(2)));
        assertThat(answer).isEqualTo(Answer.passed("all new tasks (2) are healthy in public, internal"));
    }

    @Test
    void healthy_in_one_group_is_not_healthy_in_every_group() {
        var answer = judge(
                1,
                List.of(ONE),
                group("public", healthy(1)),
                group(
                        "internal",
                        target(1, State.INITIAL, "Elb.InitialHealthChecking", "Initial health checks in progress")));
        assertThat(answer)
                .isEqualTo(
                        Answer.open(
                                "task one (10.0.0.1:8080) is not checked yet in internal (Elb.InitialHealthChecking: Initial health checks in progress)"));
    }

    @Test
    void what_becomes_of_old_tasks_is_not_asked() {
        assertThat(judge(1, List.of(ONE), group("public", healthy(1), OLD)).passed())
                .isTrue();
    }

    @Test
    void tasks_that_are_still_starting_are_no_failure() {
        assertThat(judge(2, List.of(ONE, STARTING), group("public", healthy(1))))
                .isEqualTo(Answer.open("1 of 2 new tasks of shop-api are running"));
        assertThat(judge(2, List.of(ONE), group("public", healthy(1))))
                .isEqualTo(Answer.open("1 of 2 new tasks of shop-api are running"));
        assertThat(judge(2, List.of(), group("public")))
                .isEqualTo(Answer.open("0 of 2 new tasks of shop-api are running"));
    }

    @Test
    void one_that_is_not_registered_yet_is_no_failure() {
        assertThat(judge(1, List.of(ONE), group("public")))
                .isEqualTo(Answer.open("task one is not registered in public yet"));
    }

    @Test
    void an_unhealthy_task_outweighs_one_that_is_starting() {
        var answer = judge(2, List.of(ONE, STARTING), group("public", mismatch(1, "503")));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.FAILED);
    }

    /** Facts 11: an old revision that has no {@code /health} route. */
    @Test
    void a_health_path_that_the_revision_does_not_have_is_said() {
        assertThat(judge(1, List.of(ONE), group("public", mismatch(1, "404"))))
                .isEqualTo(Answer.failed(
                        "task one (10.0.0.1:8080) is unhealthy in public: its health check's /health at port 8080"
                                + " answers 404, expected 200-299: shop-api:7 may have no such route"
                                + " (Target.ResponseCodeMismatch: Health checks failed with these codes: [404])"));
    }

    @Test
    void a_health_path_that_answers_an_error_is_said() {
        assertThat(judge(1, List.of(ONE), group("public", mismatch(1, "500"))).words())
                .contains("/health at port 8080 answers 500, expected 200-299 (Target.ResponseCodeMismatch");
    }

    /** Facts 10: rolled back, and the target group's health-check port stayed the new one. */
    @Test
    void a_health_check_at_another_port_than_the_containers_is_said() {
        var refused = target(1, State.UNHEALTHY, "Target.FailedHealthChecks", "Health checks failed");
        var answer = TargetHealthProbe.judge(
                "shop-api", new ServiceTargets(1, "shop-api:7", List.of(ONE), List.of(group("public", 9090, refused))));
        assertThat(answer)
                .isEqualTo(Answer.failed(
                        "task one (10.0.0.1:8080) is unhealthy in public: nothing answers its health check's /health at port 9090;"
                                + " the health check's port 9090 is not the container's 8080"
                                + " (Target.FailedHealthChecks: Health checks failed)"));
    }

    @Test
    void a_health_check_at_another_port_that_is_answered_is_nobodys_trouble() {
        var answer = TargetHealthProbe.judge(
                "shop-api",
                new ServiceTargets(1, "shop-api:7", List.of(ONE), List.of(group("public", 9090, healthy(1)))));
        assertThat(answer.passed()).isTrue();
    }

    @Test
    void a_target_at_another_port_than_the_containers_is_said() {
        var elsewhere = new Registered("10.0.0.1", 80, State.UNHEALTHY, "Target.Timeout", "Request timed out");
        assertThat(judge(1, List.of(ONE), group("public", elsewhere)).words())
                .contains("nothing answers in time", "; it is registered at port 80, the container's port is 8080");
    }

    @ParameterizedTest
    @CsvSource({
        "UNUSED, Target.NotInUse, OPEN",
        "DRAINING, Target.DeregistrationInProgress, OPEN",
        "UNAVAILABLE, Elb.InternalError, OPEN",
        "UNHEALTHY, Elb.InternalError, OPEN",
        "INITIAL, Elb.RegistrationInProgress, OPEN",
        "UNAVAILABLE, Target.HealthCheckDisabled, PASSED",
        "UNHEALTHY, Target.Timeout, FAILED",
        "UNHEALTHY, Target.SomethingNew, FAILED"
    })
    void only_what_the_task_does_itself_fails(State state, String reason, Answer.Kind kind) {
        assertThat(judge(1, List.of(ONE), group("public", target(1, state, reason, "words")))
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void how_many_more_are_unhealthy_is_said() {
        assertThat(judge(2, List.of(ONE, TWO), group("public", mismatch(1, "500"), mismatch(2, "500")))
                        .words())
                .endsWith("(and 1 more)");
    }

    @Test
    void a_service_without_target_groups_passes_once_its_tasks_run() {
        assertThat(judge(2, List.of(ONE, STARTING)).kind()).isEqualTo(Answer.Kind.OPEN);
        assertThat(judge(2, List.of(ONE, TWO)))
                .isEqualTo(Answer.passed("shop-api has no target groups; its new tasks (2) are running"));
    }

    @Test
    void a_desired_count_of_nothing_is_not_healthy() {
        assertThat(judge(0, List.of(), group("public")))
                .isEqualTo(Answer.open("the desired count of shop-api is 0: there is no task to be healthy"));
    }

    @Test
    void a_task_without_an_address_of_its_own_cannot_be_told() {
        var bridged = new Task("one", true, List.of());
        assertThat(judge(1, List.of(bridged), group("public", healthy(1))).kind())
                .isEqualTo(Answer.Kind.OPEN);
    }

    @Test
    void what_cannot_be_read_stays_open() {
        var probe = new TargetHealthProbe(service -> {
            throw new Failure.Denied("ecs DescribeServices " + service.service() + ": AccessDenied").asException();
        });
        assertThat(probe.probe(World.API)).isEqualTo(Answer.open("ecs DescribeServices shop-api: AccessDenied"));
    }

    private static Answer judge(int desired, List<Task> tasks, Group... groups) {
        return TargetHealthProbe.judge("shop-api", new ServiceTargets(desired, "shop-api:7", tasks, List.of(groups)));
    }

    private static Group group(String name, Registered... targets) {
        return group(name, null, targets);
    }

    private static Group group(String name, @Nullable Integer healthPort, Registered... targets) {
        return new Group(name, 8080, healthPort, "/health", "200-299", List.of(targets));
    }

    private static Registered healthy(int host) {
        return target(host, State.HEALTHY, "", "");
    }

    private static Registered mismatch(int host, String code) {
        return target(
                host,
                State.UNHEALTHY,
                "Target.ResponseCodeMismatch",
                String.format(Locale.ROOT, "Health checks failed with these codes: [%s]", code));
    }

    private static Registered target(int host, State state, String reason, String description) {
        return new Registered("10.0.0." + host, 8080, state, reason, description);
    }
}
