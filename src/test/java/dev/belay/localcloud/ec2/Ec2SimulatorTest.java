package dev.belay.localcloud.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class Ec2SimulatorTest {
    private static final String BALANCER = "sg-balancer";
    private static final String TASKS = "sg-tasks";
    private final LocalCloud cloud = LocalCloud.start();
    private final Ec2Client ec2 =
            Aws.pointed(Ec2Client.builder(), cloud.endpoint()).build();

    Ec2SimulatorTest() {
        cloud.ec2().securityGroup(cloud.scope(), BALANCER, "balancer", "vpc-1");
        cloud.ec2().securityGroup(cloud.scope(), TASKS, "tasks", "vpc-1");
        cloud.ec2().subnet(cloud.scope(), "subnet-1", "eu-north-1a", "vpc-1", "10.0.0.0/24");
    }

    @AfterEach
    void close() {
        ec2.close();
        cloud.close();
    }

    private static IpPermission at8080() {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(8080)
                .toPort(8080)
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(BALANCER).build())
                .build();
    }

    private boolean lets() {
        return cloud.ec2().lets(List.of(BALANCER), List.of(TASKS), 8080);
    }

    private SecurityGroup tasks() {
        return ec2.describeSecurityGroups(b -> b.groupIds(TASKS))
                .securityGroups()
                .getFirst();
    }

    @Test
    void a_group_lets_in_what_was_authorized_until_it_is_revoked() {
        assertThat(lets()).isFalse();
        ec2.authorizeSecurityGroupIngress(b -> b.groupId(TASKS).ipPermissions(at8080()));
        assertThat(lets()).isTrue();
        assertThat(tasks().ipPermissions()).singleElement().satisfies(permission -> {
            assertThat(permission.fromPort()).isEqualTo(8080);
            assertThat(permission.userIdGroupPairs().getFirst().groupId()).isEqualTo(BALANCER);
        });
        assertThatThrownBy(() ->
                        ec2.authorizeSecurityGroupIngress(b -> b.groupId(TASKS).ipPermissions(at8080())))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("already exists");
        ec2.revokeSecurityGroupIngress(b -> b.groupId(TASKS).ipPermissions(at8080()));
        assertThat(lets()).isFalse();
        assertThatThrownBy(() ->
                        ec2.revokeSecurityGroupIngress(b -> b.groupId(TASKS).ipPermissions(at8080())))
                .hasMessageContaining("The specified rule does not exist in this security group.");
    }

    @Test
    void a_rule_has_an_id_of_its_own_to_revoke_it_by() {
        ec2.authorizeSecurityGroupIngress(b -> b.groupId(TASKS).ipPermissions(at8080()));
        var rule = ec2.describeSecurityGroupRules(b -> b.filters(
                        Filter.builder().name("group-id").values(TASKS).build()))
                .securityGroupRules()
                .getFirst();
        assertThat(rule.referencedGroupInfo().groupId()).isEqualTo(BALANCER);
        ec2.revokeSecurityGroupIngress(b -> b.groupId(TASKS).securityGroupRuleIds(rule.securityGroupRuleId()));
        assertThat(tasks().ipPermissions()).isEmpty();
    }

    @Test
    void addresses_and_ranges_of_ports_let_in_too() {
        ec2.authorizeSecurityGroupIngress(b ->
                b.groupId(TASKS).ipProtocol("tcp").fromPort(8000).toPort(9000).cidrIp("10.0.0.0/16"));
        assertThat(lets()).isTrue();
        assertThat(cloud.ec2().lets(List.of(BALANCER), List.of(TASKS), 9999)).isFalse();
    }

    @Test
    void what_is_not_there_has_its_own_code() {
        assertThatThrownBy(() -> ec2.describeSecurityGroups(b -> b.groupIds("sg-never")))
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidGroup.NotFound"));
        assertThat(ec2.describeSecurityGroups(b -> b.filters(Filter.builder()
                                .name("group-name")
                                .values("tasks")
                                .build()))
                        .securityGroups())
                .hasSize(1);
    }

    @Test
    void subnets_are_described_and_other_calls_refused_by_name() {
        assertThat(ec2.describeSubnets(b -> b.subnetIds("subnet-1")).subnets())
                .extracting(Subnet::availabilityZone)
                .containsExactly("eu-north-1a");
        assertThatThrownBy(() -> ec2.describeVpcs())
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("does not know the operation DescribeVpcs");
    }
}
