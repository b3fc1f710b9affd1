package dev.belay.localcloud.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

class ElbSimulatorTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    private final ElasticLoadBalancingV2Client elb = Aws.pointed(
                    ElasticLoadBalancingV2Client.builder(), cloud.endpoint())
            .build();

    ElbSimulatorTest() {
        DemoWorld.seed(cloud);
    }

    @AfterEach
    void close() {
        elb.close();
        cloud.close();
    }

    private TargetGroup group() {
        return elb.describeTargetGroups(b -> b.names("shop-api")).targetGroups().getFirst();
    }

    private List<String> reasons() {
        return elb
                .describeTargetHealth(b -> b.targetGroupArn(group().targetGroupArn()))
                .targetHealthDescriptions()
                .stream()
                .map(target -> target.targetHealth().stateAsString() + " "
                        + target.targetHealth().reasonAsString() + " "
                        + target.targetHealth().description())
                .distinct()
                .toList();
    }

    @Test
    void from_a_target_group_one_finds_the_security_groups_before_it() {
        String balancer = group().loadBalancerArns().getFirst();
        assertThat(elb.describeLoadBalancers(b -> b.loadBalancerArns(balancer))
                        .loadBalancers()
                        .getFirst()
                        .securityGroups())
                .containsExactly(DemoWorld.BALANCER_GROUP);
        assertThat(elb.describeTargetGroups(b -> b.loadBalancerArn(balancer)).targetGroups())
                .hasSize(1);
        assertThatThrownBy(() -> elb.describeLoadBalancers(b -> b.names("never")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
    }

    @Test
    void targets_say_how_far_they_have_come() {
        clock.advanceSeconds(4.5);
        assertThat(reasons()).containsExactly("initial Elb.RegistrationInProgress Target registration is in progress");
        clock.advanceSeconds(1);
        assertThat(reasons()).containsExactly("initial Elb.InitialHealthChecking Initial health checks in progress");
        clock.advanceSeconds(1);
        assertThat(reasons()).containsExactly("healthy null null");
    }

    @Test
    void a_check_at_a_port_that_is_open_and_where_nobody_listens_just_fails() {
        clock.advanceSeconds(20);
        cloud.ec2().allow(DemoWorld.TASKS_GROUP, 9999, DemoWorld.BALANCER_GROUP);
        elb.modifyTargetGroup(b -> b.targetGroupArn(group().targetGroupArn()).healthCheckPort("9999"));
        assertThat(reasons()).containsExactly("unhealthy Target.FailedHealthChecks Health checks failed");
    }

    @Test
    void a_check_of_another_path_gets_what_the_version_answers_there() {
        clock.advanceSeconds(20);
        try (var ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint()).build()) {
            ecs.updateService(
                    b -> b.cluster(DemoWorld.CLUSTER).service(DemoWorld.SERVICE).taskDefinition("shop-api:2"));
        }
        clock.advanceSeconds(20);
        elb.modifyTargetGroup(b -> b.targetGroupArn(group().targetGroupArn()).healthCheckPath("/health"));
        assertThat(reasons())
                .containsExactly("unhealthy Target.ResponseCodeMismatch Health checks failed with these codes: [500]");
    }

    @Test
    void what_is_not_simulated_is_refused_by_name() {
        assertThatThrownBy(() -> elb.describeListeners(b -> b.loadBalancerArn("x")))
                .isInstanceOf(ElasticLoadBalancingV2Exception.class)
                .hasMessageContaining("does not know the operation DescribeListeners");
    }
}
