package dev.belay.localcloud.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Tag;

class EcsCallsTest {
    private final EcsWorld world = new EcsWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void missing_services_are_failures_of_the_answer() {
        world.settled(b -> {});
        var answer = world.ecs.describeServices(b -> b.cluster("c").services("api", "none"));
        assertThat(answer.services()).extracting(Service::serviceName).containsExactly("api");
        assertThat(answer.failures()).extracting(Failure::reason).containsExactly("MISSING");
    }

    @Test
    void eleven_services_are_too_many_for_one_call() {
        assertThatThrownBy(
                        () -> world.ecs.describeServices(b -> b.cluster("c").services(Collections.nCopies(11, "api"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_hundred_and_one_tasks_are_too_many_for_one_call() {
        assertThatThrownBy(() -> world.ecs.describeTasks(b -> b.cluster("c").tasks(Collections.nCopies(101, "t"))))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void what_is_unknown_is_refused_by_name() {
        assertThatThrownBy(
                        () -> world.ecs.describeServices(b -> b.cluster("none").services("api")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> world.update(b -> b.service("none"))).isInstanceOf(ServiceNotFoundException.class);
        world.settled(b -> {});
        assertThatThrownBy(() -> world.update(b -> b.taskDefinition("api:9")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition not found.");
    }

    @Test
    void a_deleted_service_is_inactive() {
        world.settled(b -> {});
        world.ecs.deleteService(b -> b.cluster("c").service("api").force(true));
        assertThat(world.service().status()).isEqualTo("INACTIVE");
        assertThatThrownBy(() -> world.update(b -> b.desiredCount(1))).isInstanceOf(ServiceNotActiveException.class);
    }

    @Test
    void services_of_other_controllers_keep_their_definition() {
        world.settled(b -> b.deploymentController(d -> d.type("CODE_DEPLOY")));
        world.register("next");
        assertThatThrownBy(() -> world.update(b -> b.taskDefinition("api:2")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(
                        "Unable to update task definition on services with a CODE_DEPLOY deployment controller.");
        world.update(b -> b.desiredCount(3));
        assertThat(world.service().desiredCount()).isEqualTo(3);
    }

    @Test
    void another_strategy_and_tags_are_shown_as_they_were_set() {
        world.settled(b -> b.deploymentConfiguration(d -> d.strategy("BLUE_GREEN"))
                .tags(Tag.builder().key("team").value("shop").build()));
        Service service = world.ecs
                .describeServices(b -> b.cluster("c").services("api").include(ServiceField.TAGS))
                .services()
                .getFirst();
        assertThat(service.deploymentConfiguration().strategyAsString()).isEqualTo("BLUE_GREEN");
        assertThat(service.tags()).hasSize(1);
        assertThat(world.service().tags()).isEmpty();
    }

    @Test
    void services_are_listed_page_by_page() {
        world.register("good");
        for (int i = 0; i < 13; i++) {
            int number = i;
            world.create(b -> b.serviceName("s%02d".formatted(number)).desiredCount(0));
        }
        assertThat(world.ecs.listServicesPaginator(b -> b.cluster("c")).serviceArns())
                .hasSize(13)
                .first()
                .isEqualTo("arn:aws:ecs:eu-north-1:000000000000:service/c/s00");
    }

    @Test
    void each_region_has_clusters_of_its_own() {
        try (var elsewhere = dev.belay.localcloud.Aws.pointed(
                        software.amazon.awssdk.services.ecs.EcsClient.builder(), world.cloud.endpoint())
                .region(software.amazon.awssdk.regions.Region.US_EAST_1)
                .build()) {
            assertThatThrownBy(() -> elsewhere.listServices(b -> b.cluster("c")))
                    .isInstanceOf(ClusterNotFoundException.class);
        }
    }

    @Test
    void an_operation_that_is_not_simulated_says_so() {
        assertThatThrownBy(() -> world.ecs.listAttributes(b -> b.cluster("c").targetType("container-instance")))
                .isInstanceOf(EcsException.class)
                .hasMessageContaining("does not know the operation ListAttributes");
    }
}
