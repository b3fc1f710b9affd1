package dev.belay.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.ecs.ImageBehaviour;
import dev.belay.localcloud.elb.TargetGroup;
import dev.belay.verify.aws.SdkTargetHealths;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/** A service with two target groups in the local cloud, on virtual time, through the SDK. */
class TargetHealthOnTheWireTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final EcsClient ecs =
            Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            clock,
            (service, operation, outcome, took) -> {});
    private final TargetHealthProbe probe =
            new TargetHealthProbe(new SdkTargetHealths(clients::ecs, clients::loadBalancing));
    private final TargetGroup open = cloud.targetGroups().create(cloud.scope(), "public", 8080, "/health");
    private final TargetGroup inside = cloud.targetGroups().create(cloud.scope(), "internal", 8080, "/ready");

    @BeforeEach
    void start() {
        ecs.createCluster(b -> b.clusterName("shop-prod"));
        register("good");
        ecs.createService(b -> b.cluster("shop-prod")
                .serviceName("shop-api")
                .taskDefinition("shop-api")
                .desiredCount(2)
                .loadBalancers(behind(open), behind(inside)));
    }

    @AfterEach
    void stop() {
        clients.close();
        ecs.close();
        cloud.close();
    }

    @Test
    void tasks_are_awaited_and_then_healthy_in_every_group() {
        assertThat(ask().kind()).isEqualTo(Answer.Kind.OPEN);
        clock.advanceSeconds(60);
        assertThat(ask()).isEqualTo(Answer.passed("all new tasks (2) are healthy in public, internal"));
    }

    @Test
    void while_new_tasks_start_the_old_ones_do_not_answer_for_them() {
        clock.advanceSeconds(60);
        update("better");
        assertThat(ask().words()).isEqualTo("0 of 2 new tasks of shop-api are running");
        clock.advanceSeconds(120);
        assertThat(ask().passed()).isTrue();
    }

    /** Facts 11: an old revision that has no {@code /health} route. */
    @Test
    void a_revision_without_the_health_route_fails_and_is_named() {
        clock.advanceSeconds(60);
        cloud.ecs().behave("old", ImageBehaviour.noHealthRoute());
        update("old");
        assertThat(worst())
                .contains("is unhealthy in public", "/health at port 8080 answers 404, expected 200: shop-api:2");
    }

    @Test
    void one_group_of_two_is_enough_to_fail() {
        clock.advanceSeconds(60);
        cloud.ecs().behave("bad", new ImageBehaviour.Serves(200, 503));
        update("bad");
        assertThat(worst()).contains("is unhealthy in internal", "/ready at port 8080 answers 503");
    }

    /** Facts 10: rolled back, and the target group's health-check port stayed the new one. */
    @Test
    void a_health_check_port_that_the_container_does_not_serve_is_said() {
        clock.advanceSeconds(60);
        Aws.modifyTargetGroup(
                cloud.endpoint(), group -> group.targetGroupArn(open.arn()).healthCheckPort("9090"));
        update("good");
        assertThat(worst()).contains("the health check's port 9090 is not the container's 8080");
    }

    @Test
    void what_cannot_be_read_stays_open() {
        clock.advanceSeconds(60);
        for (String operation : List.of("DescribeServices", "ListTasks", "DescribeTasks")) {
            cloud.faults().always("ecs", operation, new Fault.Throttle());
            assertThat(ask().kind()).as(operation).isEqualTo(Answer.Kind.OPEN);
            cloud.faults().clear();
        }
        for (String operation : List.of("DescribeTargetGroups", "DescribeTargetHealth")) {
            cloud.faults().always("elasticloadbalancing", operation, new Fault.Denied());
            assertThat(ask().kind()).as(operation).isEqualTo(Answer.Kind.OPEN);
            cloud.faults().clear();
        }
        assertThat(ask().passed()).isTrue();
    }

    @Test
    void a_service_that_is_not_there_stays_open() {
        ecs.deleteService(b -> b.cluster("shop-prod").service("shop-api").force(true));
        assertThat(ask().kind()).isEqualTo(Answer.Kind.OPEN);
    }

    @Test
    void a_desired_count_of_nothing_stays_open() {
        clock.advanceSeconds(60);
        cloud.ecs().scale(cloud.scope(), "shop-prod", "shop-api", 0);
        assertThat(ask().words()).isEqualTo("the desired count of shop-api is 0: there is no task to be healthy");
    }

    /** What is said first of new tasks that fail, before the service gives them up and starts others. */
    private String worst() {
        for (int i = 0; i < 120; i++) {
            clock.advanceSeconds(1);
            Answer answer = ask();
            if (answer.kind() == Answer.Kind.FAILED) {
                return answer.words();
            }
        }
        throw new AssertionError("it never failed: " + ask());
    }

    private Answer ask() {
        return probe.probe(World.API);
    }

    private void register(String tag) {
        ecs.registerTaskDefinition(b -> b.family("shop-api")
                .networkMode("awsvpc")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("app")
                        .image("registry.example/shop-api:" + tag)
                        .portMappings(PortMapping.builder().containerPort(8080).build())
                        .build()));
    }

    private void update(String tag) {
        register(tag);
        ecs.updateService(b -> b.cluster("shop-prod").service("shop-api").taskDefinition("shop-api"));
    }

    private static LoadBalancer behind(TargetGroup group) {
        return LoadBalancer.builder()
                .targetGroupArn(group.arn())
                .containerName("app")
                .containerPort(8080)
                .build();
    }
}
