package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Fault;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What history says decides what a version is resolved to, and which images those are is written down; over HTTP. */
class KnownGoodOnTheWireTest {
    private static final String REPOSITORY = "000000000000.dkr.ecr.eu-north-1.amazonaws.com/api:";

    private final ServiceWorld world = new ServiceWorld();

    @BeforeEach
    void settle() {
        world.settled(b -> {});
    }

    @AfterEach
    void close() {
        world.close();
    }

    private EcsState.Resolved resolved() {
        return Objects.requireNonNull(world.state.resolved());
    }

    private String arn(String revision) {
        return world.ecs
                .describeTaskDefinition(b -> b.taskDefinition(revision))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private String cpu(String revision) {
        return world.ecs
                .describeTaskDefinition(b -> b.taskDefinition(revision))
                .taskDefinition()
                .cpu();
    }

    private void images(String app) {
        var spec = world.spec;
        world.spec = new EcsService(
                spec.aws(), "c", "api", null, new TreeMap<>(Map.of("app", app)), null, spec.stableWithin());
    }

    @Test
    void a_version_is_first_of_all_the_revision_that_it_became_known_good_with() {
        world.register("v2");
        world.register("v2", b -> b.cpu("512"));
        world.knownGood.put("v2", arn("api:2"));
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:2");
        assertThat(resolved().how()).isEqualTo("the revision that it became known good with");
    }

    @Test
    void a_known_good_revision_is_taken_though_the_images_of_a_version_are_written_otherwise_now() {
        world.register("v2");
        world.knownGood.put("v2", arn("api:2"));
        images("elsewhere.example/api:{version}");
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:2");
    }

    @Test
    void case_17_a_known_good_revision_that_somebody_deregistered_is_passed_over_and_it_is_said() {
        world.register("v2");
        world.register("v2", b -> b.cpu("512"));
        world.knownGood.put("v2", arn("api:3"));
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:3"));
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:2");
        assertThat(resolved().how())
                .isEqualTo(
                        "the newest active revision that runs these images; api:3, which it became known good with, is"
                                + " INACTIVE now");
    }

    @Test
    void a_known_good_revision_that_failed_since_or_is_gone_is_passed_over() {
        world.register("v2");
        world.register("v2", b -> b.cpu("512"));
        world.knownGood.put("v2", arn("api:3"));
        world.failed.add(arn("api:3"));
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:2");
        assertThat(resolved().how()).endsWith("; api:3, which it became known good with, has failed since");
        world.failed.clear();
        world.knownGood.put("v2", arn("api:3").replace("api:3", "api:77"));
        assertThat(world.pin("good").converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:3");
        assertThat(resolved().how()).endsWith("; api:77, which it became known good with, is gone");
    }

    @Test
    void a_version_that_no_revision_runs_is_made_from_the_last_known_good_one_and_not_from_what_runs() {
        world.register("good", b -> b.cpu("512"));
        world.register("bad", b -> b.cpu("4096"));
        world.pinRevision("api:3").converge();
        world.lastGood = arn("api:2");
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:2"));
        assertThat(world.pin("v9").converge().inForce()).isEqualTo("api:4");
        assertThat(cpu("api:4")).isEqualTo("512");
        assertThat(resolved().how())
                .isEqualTo("made from api:2, the last known good, with app=registry.example/api:v9");
    }

    @Test
    void a_last_known_good_revision_that_is_gone_leaves_what_runs() {
        world.lastGood = arn("api:1").replace("api:1", "api:77");
        assertThat(world.pin("v9").converge().inForce()).isEqualTo("api:2");
        assertThat(resolved().how()).startsWith("made from api:1 with ").endsWith("api:77, is gone");
    }

    @Test
    void images_without_a_base_are_put_into_what_runs_as_documented() {
        world.register("good", b -> b.cpu("512"));
        world.lastGood = arn("api:2");
        var images = new TreeMap<>(Map.of("app", ServiceWorld.IMAGE + "v9"));
        world.pin(new PinnedComponent.Images(images, null)).converge();
        assertThat(resolved().how()).startsWith("made from api:1 with ");
    }

    @Test
    void the_digests_of_the_images_are_stored_before_the_service_is_updated() {
        String image = world.cloud.ecr().push(world.cloud.scope(), "api", "v2");
        String digest = world.cloud.ecr().digest(image).orElseThrow();
        images(REPOSITORY + "{version}");
        world.savesLeft = 2;
        world.pin("v2");
        assertThatThrownBy(world::pass).isInstanceOf(FailureException.class);
        assertThat(world.calls("UpdateService")).isZero();
        assertThat(resolved().digests()).isEqualTo(Map.of("app", digest));
        assertThat(world.timeline)
                .contains("images of api:2: app " + digest.substring(0, 19)
                        + ", unknown of log (registry.example/log:1 is not in ECR)");
    }

    @Test
    void a_registry_that_cannot_be_asked_holds_no_rollout_up() {
        world.cloud.ecr().push(world.cloud.scope(), "api", "v2");
        world.cloud.faults().always("ecr", "DescribeImages", new Fault.Denied());
        images(REPOSITORY + "{version}");
        ComponentReport report = world.pin("v2").converge();
        assertThat(report.standing()).isInstanceOf(Standing.Synced.class);
        assertThat(resolved().digests()).isEmpty();
    }
}
