package dev.belay.localcloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

class TaskDefinitionsTest {
    private static final String ARN = "arn:aws:ecs:eu-north-1:000000000000:task-definition/";
    private final EcsWorld world = new EcsWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private TaskDefinition describe(String name) {
        return world.ecs.describeTaskDefinition(b -> b.taskDefinition(name)).taskDefinition();
    }

    @Test
    void revisions_count_up_and_are_found_by_every_name() {
        assertThat(world.register("a")).isEqualTo(ARN + "api:1");
        assertThat(world.register("b")).isEqualTo(ARN + "api:2");
        assertThat(describe("api").revision()).isEqualTo(2);
        assertThat(describe("api:1").revision()).isEqualTo(1);
        assertThat(describe(ARN + "api:1").revision()).isEqualTo(1);
    }

    @Test
    void what_was_sent_is_kept_and_what_was_not_is_filled_in() {
        RegisterTaskDefinitionResponse registered = world.ecs.registerTaskDefinition(b -> b.family("full")
                .networkMode("awsvpc")
                .taskRoleArn("arn:aws:iam::000000000000:role/task")
                .cpu("256")
                .runtimePlatform(p -> p.cpuArchitecture("ARM64"))
                .tags(Tag.builder().key("team").value("shop").build())
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("x:1")
                        .stopTimeout(7)
                        .environment(
                                KeyValuePair.builder().name("A").value("1").build(),
                                KeyValuePair.builder().name("B").value("2").build())
                        .build()));
        TaskDefinition definition = describe("full");
        ContainerDefinition container = definition.containerDefinitions().getFirst();
        assertThat(definition.taskRoleArn()).endsWith("role/task");
        assertThat(definition.runtimePlatform().cpuArchitectureAsString()).isEqualTo("ARM64");
        assertThat(container.stopTimeout()).isEqualTo(7);
        assertThat(container.environment()).extracting(KeyValuePair::name).containsExactly("B", "A");
        assertThat(container.essential()).isTrue();
        assertThat(container.cpu()).isZero();
        assertThat(container.hasMountPoints()).isTrue();
        assertThat(registered.tags()).extracting(Tag::value).containsExactly("shop");
        assertThat(world.ecs
                        .describeTaskDefinition(b -> b.taskDefinition("full").include(TaskDefinitionField.TAGS))
                        .tags())
                .hasSize(1);
        assertThat(world.ecs
                        .describeTaskDefinition(b -> b.taskDefinition("full"))
                        .tags())
                .isEmpty();
    }

    @Test
    void a_deregistered_revision_is_described_and_not_deployed() {
        world.settled(b -> {});
        world.register("b");
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:2"));
        assertThat(describe("api:2").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
        assertThat(describe("api").revision()).isEqualTo(1);
        assertThatThrownBy(() -> world.update(b -> b.taskDefinition("api:2")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition is inactive");
        assertThat(world.register("c")).isEqualTo(ARN + "api:3");
    }

    @Test
    void lists_are_by_family_status_order_and_page() {
        for (int i = 0; i < 5; i++) {
            world.register("v" + i);
        }
        world.ecs.registerTaskDefinition(b -> b.family("api-two")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image("x").build()));
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition("api:3"));
        assertThat(world.ecs
                        .listTaskDefinitionsPaginator(
                                b -> b.familyPrefix("api").sort(SortOrder.DESC).maxResults(2))
                        .taskDefinitionArns())
                .containsExactly(ARN + "api:5", ARN + "api:4", ARN + "api:2", ARN + "api:1");
        assertThat(world.ecs
                        .listTaskDefinitions(b -> b.familyPrefix("api").status("INACTIVE"))
                        .taskDefinitionArns())
                .containsExactly(ARN + "api:3");
    }

    @Test
    void what_is_not_there_cannot_be_described() {
        assertThatThrownBy(() -> describe("none"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Unable to describe task definition.");
    }
}
