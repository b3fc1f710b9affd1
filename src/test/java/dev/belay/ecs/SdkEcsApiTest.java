package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Fault;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The calls over HTTP, one by one. */
class SdkEcsApiTest {
    private final ServiceWorld world = new ServiceWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static void fails(Class<? extends Failure> how, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isInstanceOf(how));
    }

    @Test
    void services_that_are_there_and_that_are_not_are_told_apart_in_one_call() {
        world.settled(b -> {});
        String arn = world.service().serviceArn();
        var readings = world.api.describe(AwsScope.DEFAULT, "c", List.of("api", "nope", arn));
        assertThat(readings.get("api")).isInstanceOf(Reading.Found.class).isEqualTo(readings.get(arn));
        assertThat(readings.get("nope")).isEqualTo(new Reading.NoService());
        assertThat(world.calls("DescribeServices")).isEqualTo(2);
    }

    @Test
    void a_missing_cluster_is_a_reading_and_not_a_failure() {
        assertThat(world.api.describe(AwsScope.DEFAULT, "nowhere", List.of("api")))
                .containsEntry("api", new Reading.NoCluster());
    }

    @Test
    void revisions_come_newest_first_page_by_page() {
        for (int i = 1; i <= 103; i++) {
            world.register("v" + i);
        }
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:102"));
        var arns = new ArrayList<String>();
        @Nullable String next = null;
        int pages = 0;
        do {
            EcsApi.Page page = world.api.revisions(AwsScope.DEFAULT, "api", next);
            arns.addAll(page.arns());
            next = page.next();
            pages++;
        } while (next != null);
        assertThat(pages).isEqualTo(2);
        assertThat(arns).hasSize(102);
        assertThat(TaskDefinition.label(arns.getFirst())).isEqualTo("api:103");
        assertThat(TaskDefinition.label(arns.get(1))).isEqualTo("api:101");
        assertThat(TaskDefinition.label(arns.getLast())).isEqualTo("api:1");
    }

    @Test
    void a_revision_that_was_read_can_be_registered_again_unchanged() {
        world.register("v1", b -> b.cpu("256").memory("512"));
        TaskDefinition first = world.api.taskDefinition(AwsScope.DEFAULT, "api:1");
        String arn = world.api.register(AwsScope.DEFAULT, first.content());
        TaskDefinition second = world.api.taskDefinition(AwsScope.DEFAULT, arn);
        assertThat(second.content()).isEqualTo(first.content());
        assertThat(second.revision()).isEqualTo(2);
    }

    @Test
    void an_update_without_force_made_twice_is_one_deployment() {
        world.settled(b -> {});
        world.register("v2");
        String one = updated(false);
        assertThat(updated(false)).isEqualTo(one);
        assertThat(updated(true)).isNotEqualTo(one);
    }

    /** The deployment that an update to api:2 answers with. */
    private String updated(boolean force) {
        return world.api
                .update(AwsScope.DEFAULT, "c", "api", "api:2", force)
                .primary()
                .orElseThrow()
                .id();
    }

    @Test
    void tasks_that_are_being_stopped_are_among_the_tasks() {
        world.settled(b -> {});
        world.ecs.updateService(b -> b.cluster("c").service("api").desiredCount(1));
        List<EcsTask> tasks = world.api.tasks(AwsScope.DEFAULT, "c", "api");
        assertThat(tasks).extracting(EcsTask::desiredStatus).containsExactlyInAnyOrder("RUNNING", "STOPPED");
        assertThat(tasks).noneMatch(EcsTask::stopped);
    }

    @Test
    void failures_are_ours() {
        world.settled(b -> {});
        fails(Failure.NotFound.class, () -> world.api.taskDefinition(AwsScope.DEFAULT, "api:9"));
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition(world.register("v2")));
        fails(Failure.Invalid.class, () -> world.api.update(AwsScope.DEFAULT, "c", "api", "api:2", false));
        world.cloud.faults().next(1, "ecs", "UpdateService", new Fault.Throttle());
        fails(Failure.Throttled.class, () -> world.api.update(AwsScope.DEFAULT, "c", "api", "api:1", false));
        world.cloud
                .faults()
                .next(
                        1,
                        "ecs",
                        "RegisterTaskDefinition",
                        new Fault.Refused(
                                400, "ClientException", "Too many concurrent attempts to create a new revision"));
        TaskDefinition revision = world.api.taskDefinition(AwsScope.DEFAULT, "api:1");
        fails(Failure.Throttled.class, () -> world.api.register(AwsScope.DEFAULT, revision.content()));
    }
}
