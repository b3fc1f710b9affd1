package dev.belay.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.aws.SdkSurroundings;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.elb.TargetGroup;
import dev.belay.model.Readiness;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;

/** Whether a rollback would work now, asked of the local cloud's ECS, ECR and load balancing over HTTP. */
class ReadinessOnTheWireTest {
    private static final String REPOSITORY = "000000000000.dkr.ecr.eu-north-1.amazonaws.com/api";

    private final ServiceWorld world = new ServiceWorld();
    private final ServiceReadiness readiness = new ServiceReadiness(
            world.api,
            world.images,
            new SdkSurroundings(
                    world.clients::secretsManager,
                    world.clients::ssm,
                    world.clients::iam,
                    world.clients::loadBalancing),
            world.observer,
            (scope, operation, claim) -> world.budget,
            Claim.BACKGROUND);
    private final TargetGroup group = world.cloud.targetGroups().create(world.cloud.scope(), "api", 8080, "/health");
    private String arn = "";
    private String digest = "";

    @BeforeEach
    void settle() {
        String image = world.cloud.ecr().push(world.cloud.scope(), "api", "v1");
        digest = world.cloud.ecr().digest(image).orElseThrow();
        world.settled(b -> b.loadBalancers(LoadBalancer.builder()
                .targetGroupArn(group.arn())
                .containerName("app")
                .containerPort(8080)
                .build()));
        arn = world.register(
                "v1",
                b -> b.containerDefinitions(
                        ServiceWorld.app("v1").image(REPOSITORY + ":v1").build()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Readiness look() {
        SortedMap<String, String> digests = new TreeMap<>(Map.of("app", digest));
        return readiness.look(world.spec, arn, digests, new TreeMap<>());
    }

    private void check(String path, String port) {
        Aws.modifyTargetGroup(
                world.cloud.endpoint(),
                request -> request.targetGroupArn(group.arn())
                        .healthCheckPath(path)
                        .healthCheckPort(port));
    }

    @Test
    void all_there() {
        assertThat(look().against()).isEmpty();
    }

    @Test
    void case_17_an_image_that_ecr_expired() {
        world.cloud.ecr().expire(world.cloud.scope(), "api", "v1");
        assertThat(look().problems()).singleElement().asString().contains("is gone from ECR");
    }

    @Test
    void case_17_a_revision_that_a_tool_deregistered() {
        world.ecs.deregisterTaskDefinition(b -> b.taskDefinition(arn));
        assertThat(look().problems()).containsExactly("api:2 is INACTIVE: ECS starts no deployment from it");
    }

    @Test
    void an_image_in_a_repository_that_does_not_exist() {
        arn = world.register(
                "v1",
                b -> b.containerDefinitions(ServiceWorld.app("v1")
                        .image(REPOSITORY + "-gone@" + digest)
                        .build()));
        assertThat(look().problems()).singleElement().asString().contains("is gone from ECR");
    }

    @Test
    void case_10_the_health_checks_port_stayed_that_of_the_new_version() {
        check("/health", "9000");
        assertThat(look().problems()).singleElement().asString().contains("checks health at port 9000");
    }

    @Test
    void case_11_the_health_checks_path_is_remembered_and_compared() {
        SortedMap<String, String> before = readiness.healthChecks(world.spec);
        check("/ready", "traffic-port");
        assertThat(readiness.look(world.spec, arn, new TreeMap<>(), before).untold())
                .singleElement()
                .asString()
                .contains("/ready")
                .contains("was HTTP /health");
    }

    @Test
    void a_registry_that_denies_is_not_green() {
        world.cloud.faults().always("ecr", "DescribeImages", new Fault.Denied());
        assertThat(look().problems()).isEmpty();
        assertThat(look().untold()).singleElement().asString().contains("ecr DescribeImages");
    }

    @Test
    void who_changed_a_service_is_hinted_at_by_its_own_record() {
        world.ecs.updateService(b -> b.cluster("c").service("api").taskDefinition("api:2"));
        world.observer.refresh(ServiceKey.of(world.spec));
        String deployment = world.service().deployments().getFirst().id();
        assertThat(world.controller.whoChanged(world.spec))
                .startsWith("deployment " + deployment + " of api:2 began 20")
                .contains("; the revision was registered 20")
                .endsWith(" by arn:aws:iam::000000000000:user/local");
    }
}
