package dev.belay.diagnose.aws;

import dev.belay.aws.AwsClients;
import dev.belay.aws.Failures;
import dev.belay.diagnose.TrafficClues;
import dev.belay.model.AwsScope;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Elastic Load Balancing and EC2. */
final class SdkTrafficClues implements TrafficClues {
    private final AwsClients clients;

    SdkTrafficClues(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public List<TargetGroup> groups(AwsScope scope, List<String> arns) {
        return Failures.translating(
                "elasticloadbalancing DescribeTargetGroups",
                () -> clients
                        .loadBalancing(scope)
                        .describeTargetGroups(
                                request -> request.targetGroupArns(arns).overrideConfiguration(Quick.TIMEOUTS))
                        .targetGroups()
                        .stream()
                        .map(SdkTrafficClues::group)
                        .toList());
    }

    private static TargetGroup group(software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup group) {
        var matcher = group.matcher();
        return new TargetGroup(
                group.targetGroupArn(),
                group.targetGroupName(),
                Objects.requireNonNullElse(group.healthCheckProtocolAsString(), ""),
                Objects.requireNonNullElse(group.healthCheckPort(), "traffic-port"),
                group.healthCheckPath(),
                matcher == null ? null : matcher.httpCode() == null ? matcher.grpcCode() : matcher.httpCode(),
                group.loadBalancerArns());
    }

    @Override
    public List<TargetHealth> health(AwsScope scope, String group) {
        return Failures.translating(
                "elasticloadbalancing DescribeTargetHealth",
                () -> clients
                        .loadBalancing(scope)
                        .describeTargetHealth(
                                request -> request.targetGroupArn(group).overrideConfiguration(Quick.TIMEOUTS))
                        .targetHealthDescriptions()
                        .stream()
                        .map(SdkTrafficClues::health)
                        .toList());
    }

    private static TargetHealth health(TargetHealthDescription one) {
        var health = one.targetHealth();
        return new TargetHealth(
                one.target().id(),
                one.target().port() == null ? 0 : one.target().port(),
                Objects.requireNonNullElse(health.stateAsString(), ""),
                health.reasonAsString(),
                health.description());
    }

    @Override
    public List<Balancer> balancers(AwsScope scope, List<String> arns) {
        return Failures.translating(
                "elasticloadbalancing DescribeLoadBalancers",
                () -> clients
                        .loadBalancing(scope)
                        .describeLoadBalancers(
                                request -> request.loadBalancerArns(arns).overrideConfiguration(Quick.TIMEOUTS))
                        .loadBalancers()
                        .stream()
                        .map(one -> new Balancer(
                                one.loadBalancerArn(),
                                one.loadBalancerName(),
                                one.securityGroups(),
                                one.availabilityZones().stream()
                                        .map(AvailabilityZone::subnetId)
                                        .filter(Objects::nonNull)
                                        .toList()))
                        .toList());
    }

    @Override
    public List<SecurityGroup> securityGroups(AwsScope scope, List<String> ids) {
        return Failures.translating(
                "ec2 DescribeSecurityGroups",
                () -> clients
                        .ec2(scope)
                        .describeSecurityGroups(request -> request.groupIds(ids).overrideConfiguration(Quick.TIMEOUTS))
                        .securityGroups()
                        .stream()
                        .map(one -> new SecurityGroup(
                                one.groupId(),
                                Objects.requireNonNullElse(one.groupName(), one.groupId()),
                                one.ipPermissions().stream()
                                        .map(SdkTrafficClues::rule)
                                        .toList(),
                                one.ipPermissionsEgress().stream()
                                        .map(SdkTrafficClues::rule)
                                        .toList()))
                        .toList());
    }

    private static Rule rule(IpPermission it) {
        return new Rule(
                Objects.requireNonNullElse(it.ipProtocol(), "-1"),
                port(it.fromPort()),
                port(it.toPort()),
                it.userIdGroupPairs().stream()
                        .map(UserIdGroupPair::groupId)
                        .filter(Objects::nonNull)
                        .toList(),
                it.ipRanges().stream()
                        .map(IpRange::cidrIp)
                        .filter(Objects::nonNull)
                        .toList(),
                !it.prefixListIds().isEmpty());
    }

    private static int port(@Nullable Integer port) {
        return port == null ? -1 : port;
    }

    @Override
    public SortedMap<String, String> ranges(AwsScope scope, List<String> subnets) {
        return Failures.translating("ec2 DescribeSubnets", () -> {
            var ranges = new TreeMap<String, String>();
            clients
                    .ec2(scope)
                    .describeSubnets(request -> request.subnetIds(subnets).overrideConfiguration(Quick.TIMEOUTS))
                    .subnets()
                    .stream()
                    .filter(subnet -> subnet.cidrBlock() != null)
                    .forEach(subnet -> ranges.put(subnet.subnetId(), subnet.cidrBlock()));
            return ranges;
        });
    }
}
