package dev.belay.localcloud.ecs;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** A cluster {@code c} with a service {@code api} of two tasks of {@code api:1}, on virtual time, as the SDK sees it. */
final class EcsWorld implements AutoCloseable {
    static final String GROUP = "arn:aws:elasticloadbalancing:eu-north-1:000000000000:targetgroup/api/0123456789abcdef";
    final VirtualClock clock = new VirtualClock();
    final LocalCloud cloud = LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    final EcsClient ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();

    EcsWorld() {
        ecs.createCluster(b -> b.clusterName("c"));
    }

    /** Registers a revision of {@code api} whose image is {@code registry.example/api:TAG}. */
    String register(String tag) {
        return ecs.registerTaskDefinition(b -> b.family("api")
                        .networkMode("awsvpc")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("app")
                                .image("registry.example/api:" + tag)
                                .portMappings(PortMapping.builder()
                                        .containerPort(8080)
                                        .build())
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();
    }

    void create(Consumer<CreateServiceRequest.Builder> more) {
        ecs.createService(b -> {
            b.cluster("c").serviceName("api").taskDefinition("api").desiredCount(2);
            b.loadBalancers(LoadBalancer.builder()
                    .targetGroupArn(GROUP)
                    .containerName("app")
                    .containerPort(8080)
                    .build());
            more.accept(b);
        });
    }

    /** Revision 1 with the tag {@code good}, settled. */
    void settled(Consumer<CreateServiceRequest.Builder> more) {
        register("good");
        create(more);
        clock.advanceSeconds(20);
    }

    void update(Consumer<UpdateServiceRequest.Builder> what) {
        ecs.updateService(b -> what.accept(b.cluster("c").service("api")));
    }

    Service service() {
        return ecs.describeServices(b -> b.cluster("c").services("api"))
                .services()
                .getFirst();
    }

    Deployment primary() {
        return service().deployments().getFirst();
    }

    String events() {
        return String.join(
                "\n", service().events().stream().map(ServiceEvent::message).toList());
    }

    @Override
    public void close() {
        ecs.close();
        cloud.close();
    }
}
