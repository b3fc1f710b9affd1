package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.Fault;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What a pin is resolved to, and what is registered for it, over HTTP. */
class ResolutionOnTheWireTest {
    private final ServiceWorld world = new ServiceWorld();

    @BeforeEach
    void settle() {
        world.settled(b -> {});
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static PinnedComponent images(String tag, PinnedComponent.@Nullable Base base) {
        return new PinnedComponent.Images(new TreeMap<>(Map.of("app", ServiceWorld.IMAGE + tag)), base);
    }

    private software.amazon.awssdk.services.ecs.model.TaskDefinition described(String revision) {
        return world.ecs.describeTaskDefinition(b -> b.taskDefinition(revision)).taskDefinition();
    }

    private String image(String revision, String container) {
        return described(revision).containerDefinitions().stream()
                .filter(c -> c.name().equals(container))
                .map(ContainerDefinition::image)
                .findFirst()
                .orElseThrow();
    }

    private static Standing.Stalled stalled(ComponentReport report) {
        assertThat(report.standing()).isInstanceOf(Standing.Stalled.class);
        return (Standing.Stalled) report.standing();
    }

    @Test
    void a_version_is_the_newest_active_revision_that_runs_its_images() {
        world.register("v2");
        world.register("v2", b -> b.cpu("512"));
        world.register("v3");
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:3");
        assertThat(world.calls("RegisterTaskDefinition")).isEqualTo(3);
    }

    @Test
    void a_revision_that_failed_or_is_inactive_is_passed_over() {
        world.register("v2");
        world.register("v2", b -> b.cpu("512"));
        world.register("v2", b -> b.cpu("1024"));
        world.failed.add(described("api:4").taskDefinitionArn());
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:3"));
        assertThat(world.pin("v2").converge().inForce()).isEqualTo("api:2");
    }

    @Test
    void a_revision_that_somebody_registers_later_changes_nothing() {
        world.register("v2");
        world.pin("v2").converge();
        world.register("v2", b -> b.cpu("512"));
        world.state = world.state.beginRollout(world.want);
        assertThat(world.converge().inForce()).isEqualTo("api:2");
    }

    @Test
    void a_version_that_no_revision_runs_is_made_from_what_runs_with_all_else_kept() {
        world.register(
                "good",
                b -> b.cpu("512")
                        .memory("1024")
                        .tags(Tag.builder().key("team").value("shop").build())
                        .volumes(Volume.builder().name("data").build()));
        world.pinRevision("api:2").converge();
        assertThat(world.pin("v9").converge().inForce()).isEqualTo("api:3");
        assertThat(image("api:3", "app")).isEqualTo(ServiceWorld.IMAGE + "v9");
        assertThat(image("api:3", "log")).isEqualTo("registry.example/log:1");
        assertThat(described("api:3").cpu()).isEqualTo("512");
        assertThat(described("api:3").volumes()).isEqualTo(described("api:2").volumes());
        assertThat(world.ecs
                        .describeTaskDefinition(b -> b.taskDefinition("api:3").include(TaskDefinitionField.TAGS))
                        .tags())
                .containsExactly(Tag.builder().key("team").value("shop").build());
        assertThat(world.timeline).anyMatch(line -> line.startsWith("registered api:3, made from api:2"));
    }

    @Test
    void case_16_the_same_content_is_never_registered_twice_whatever_the_order_of_its_variables() {
        world.register(
                "v2",
                b -> b.containerDefinitions(ServiceWorld.app("v2")
                        .environment(pair("B", "2"), pair("A", "1"))
                        .essential(true)
                        .build()));
        world.template("t.json", """
                {"containerDefinitions": [{"name": "app", "image": "x", "environment":
                  [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
                  "portMappings": [{"containerPort": 8080, "protocol": "tcp"}], "mountPoints": []}],
                 "networkMode": "awsvpc", "volumes": []}
                """);
        assertThat(world.pin(images("v2", null)).converge().inForce()).isEqualTo("api:2");
        assertThat(world.calls("RegisterTaskDefinition")).isEqualTo(1);
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    @Test
    void going_back_and_forth_registers_nothing_more() {
        world.pin("v2").converge();
        world.pin("v3").converge();
        world.cloud.calls().clear();
        world.pin("v2").converge();
        world.pin("v3").converge();
        assertThat(world.running()).isEqualTo("api:3");
        assertThat(world.calls("RegisterTaskDefinition")).isZero();
    }

    @Test
    void images_go_into_the_base_that_is_asked_for() {
        world.register("v2", b -> b.cpu("2048"));
        var base = new PinnedComponent.Base.Revision("api:2");
        assertThat(world.pin(images("v7", base)).converge().inForce()).isEqualTo("api:3");
        assertThat(described("api:3").cpu()).isEqualTo("2048");
        assertThat(image("api:3", "app")).isEqualTo(ServiceWorld.IMAGE + "v7");
    }

    @Test
    void a_template_is_used_with_its_version_filled_in_as_describe_prints_it() {
        world.template("taskdef-v5.json", """
                {"taskDefinition": {"taskDefinitionArn": "arn:x", "family": "api", "revision": 41, "status": "ACTIVE",
                  "cpu": "256", "compatibilities": ["EC2"], "requiresAttributes": [{"name": "x"}], "registeredBy": "me",
                  "networkMode": "awsvpc",
                  "containerDefinitions": [{"name": "app", "image": "old", "memory": 512}]},
                 "tags": [{"key": "team", "value": "shop"}, {"key": "aws:cloudformation:stack-name", "value": "s"}]}
                """);
        var spec = world.spec;
        world.spec = new EcsService(
                spec.aws(),
                "c",
                "api",
                null,
                spec.images(),
                "s3://templates/taskdef-{version}.json",
                spec.stableWithin());
        assertThat(world.pin("v5").converge().inForce()).isEqualTo("api:2");
        assertThat(image("api:2", "app")).isEqualTo(ServiceWorld.IMAGE + "v5");
        assertThat(described("api:2").cpu()).isEqualTo("256");
        assertThat(world.pin("v6").pass().standing())
                .isEqualTo(new Standing.Stalled(
                        "TemplateProblem", "template s3://templates/taskdef-v6.json does not exist"));
    }

    @Test
    void a_template_with_a_field_that_would_be_lost_is_refused_with_its_path() {
        world.template("t.json", """
                {"family": "api", "containerDefinitions": [{"name": "app", "image": "x", "colour": "red", "cpu": "many"}]}
                """);
        Standing.Stalled stalled = stalled(world.pin("v2").converge());
        assertThat(stalled.reason()).isEqualTo("TemplateProblem");
        assertThat(stalled.message())
                .contains("containerDefinitions[0].colour: unknown field")
                .contains("containerDefinitions[0].cpu: expected a whole number, found \"many\"");
        assertThat(world.calls("RegisterTaskDefinition")).isZero();
    }

    @Test
    void a_template_of_another_family_or_that_is_no_json_is_refused() {
        world.template("t.json", "{\"family\": \"other\", \"containerDefinitions\": []}");
        assertThat(stalled(world.pin("v2").converge()).message()).contains("other");
        world.template("t.json", "{oops");
        assertThat(stalled(world.pin("v2").converge()).message()).contains("not JSON");
    }

    @Test
    void a_container_that_is_not_in_the_definition_stalls_with_those_that_are() {
        var spec = world.spec;
        world.spec = new EcsService(
                spec.aws(), "c", "api", null, new TreeMap<>(Map.of("web", "x:{version}")), null, spec.stableWithin());
        Standing.Stalled stalled = stalled(world.pin("v2").converge());
        assertThat(stalled.reason()).isEqualTo("ContainerNotFound");
        assertThat(stalled.message()).isEqualTo("api:1 has no container web, only app, log");
    }

    @Test
    void a_version_without_images_or_a_template_says_what_is_missing() {
        var spec = world.spec;
        world.spec = new EcsService(spec.aws(), "c", "api", null, new TreeMap<>(), null, spec.stableWithin());
        assertThat(stalled(world.pin("v2").converge()).reason()).isEqualTo("NoImages");
    }

    @Test
    void a_revision_that_does_not_exist_stalls() {
        assertThat(stalled(world.pinRevision("api:99").converge()).reason()).isEqualTo("RevisionNotFound");
        assertThat(stalled(world.pinRevision("api").converge()).reason()).isEqualTo("RevisionNotNamed");
    }

    @Test
    void case_22_a_throttled_registration_is_tried_again_and_registers_once() {
        world.cloud.faults().next(2, "ecs", "RegisterTaskDefinition", new Fault.Throttle());
        assertThat(world.pin("v2").pass().standing()).isInstanceOf(Standing.Hindered.class);
        assertThat(world.converge().standing()).isInstanceOf(Standing.Synced.class);
        assertThat(world.running()).isEqualTo("api:2");
    }

    @Test
    void many_revisions_are_looked_through_in_slices() {
        for (int i = 0; i < 45; i++) {
            world.register("other-" + i);
        }
        assertThat(world.pin("good").pass().standing())
                .isInstanceOfSatisfying(
                        Standing.Moving.class,
                        moving -> assertThat(moving.progress())
                                .isEqualTo("looking through the revisions of api, 20 seen"));
        assertThat(world.converge().inForce()).isEqualTo("api:1");
        world.cloud.calls().clear();
        world.pin("other-3").converge();
        assertThat(world.calls("DescribeTaskDefinition")).isEqualTo(1);
    }

    @Test
    void a_preview_says_each_step_and_does_none() {
        List<String> steps = world.controller.preview(
                world.spec, new PinnedComponent.Version("v2"), false, EcsState.NONE, world.remembered());
        assertThat(steps)
                .containsExactly(
                        "register a new revision of api, made from api:1 with app=registry.example/api:v2",
                        "update service api in cluster c from api:1 to the new revision",
                        "follow that deployment until it completed and no task of an earlier one is left");
        assertThat(world.controller.preview(
                        world.spec,
                        new PinnedComponent.TaskDefinition("api:1"),
                        false,
                        EcsState.NONE,
                        world.remembered()))
                .contains("nothing to do: service api is on api:1");
        assertThat(world.calls("RegisterTaskDefinition") + world.calls("UpdateService"))
                .isZero();
    }
}
