package dev.belay.ecs.aws;

import dev.belay.aws.Failures;
import dev.belay.ecs.Surroundings;
import dev.belay.model.AwsScope;
import dev.belay.model.Ordered;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** A revision's surroundings through the SDK. Descriptions only: no call that is made here can answer with a value. */
public final class SdkSurroundings implements Surroundings {
    /** As many values as a filter of {@code DescribeParameters} takes. */
    private static final int NAMES = 50;

    private final Function<AwsScope, SecretsManagerClient> secrets;
    private final Function<AwsScope, SsmClient> parameters;
    private final Function<AwsScope, IamClient> iam;
    private final Function<AwsScope, ElasticLoadBalancingV2Client> balancing;

    /** Clients are asked for at each call. */
    public SdkSurroundings(
            Function<AwsScope, SecretsManagerClient> secrets,
            Function<AwsScope, SsmClient> parameters,
            Function<AwsScope, IamClient> iam,
            Function<AwsScope, ElasticLoadBalancingV2Client> balancing) {
        this.secrets = secrets;
        this.parameters = parameters;
        this.iam = iam;
        this.balancing = balancing;
    }

    @Override
    public @Nullable Secret secret(AwsScope scope, String id) {
        return Failures.translating("secretsmanager DescribeSecret " + id, () -> {
            try {
                var answer = secrets.apply(scope).describeSecret(request -> request.secretId(id));
                return new Secret(answer.deletedDate(), Ordered.sorted(answer.versionIdsToStages()));
            } catch (ResourceNotFoundException e) {
                return null;
            }
        });
    }

    @Override
    public SortedSet<String> parameters(AwsScope scope, SortedSet<String> names) {
        List<String> all = List.copyOf(names);
        var there = new TreeSet<String>();
        for (int from = 0; from < all.size(); from += NAMES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + NAMES));
            there.addAll(Failures.translating("ssm DescribeParameters", () -> described(scope, some)));
        }
        return Ordered.sorted(there);
    }

    private List<String> described(AwsScope scope, List<String> names) {
        var named = ParameterStringFilter.builder()
                .key("Name")
                .option("Equals")
                .values(names)
                .build();
        var found = new ArrayList<String>();
        var pages = parameters.apply(scope).describeParametersPaginator(request -> request.parameterFilters(named));
        pages.forEach(page -> page.parameters().forEach(parameter -> found.add(parameter.name())));
        return found;
    }

    @Override
    public @Nullable String role(AwsScope scope, String name) {
        return Failures.translating("iam GetRole " + name, () -> {
            try {
                return iam.apply(scope)
                        .getRole(request -> request.roleName(name))
                        .role()
                        .arn();
            } catch (NoSuchEntityException e) {
                return null;
            }
        });
    }

    @Override
    public @Nullable TargetGroup targetGroup(AwsScope scope, String arn) {
        return Failures.translating("elasticloadbalancing DescribeTargetGroups " + arn, () -> {
            try {
                return balancing
                        .apply(scope)
                        .describeTargetGroups(request -> request.targetGroupArns(arn))
                        .targetGroups()
                        .stream()
                        .findFirst()
                        .map(SdkSurroundings::of)
                        .orElse(null);
            } catch (TargetGroupNotFoundException e) {
                return null;
            }
        });
    }

    private static TargetGroup of(software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup group) {
        var matcher = group.matcher();
        String wants = matcher == null ? null : matcher.httpCode() != null ? matcher.httpCode() : matcher.grpcCode();
        String path = group.healthCheckPath();
        return new TargetGroup(
                group.targetGroupName(),
                group.targetTypeAsString() == null ? "instance" : group.targetTypeAsString(),
                group.healthCheckPort() == null ? "traffic-port" : group.healthCheckPort(),
                group.healthCheckProtocolAsString()
                        + (path == null ? "" : " " + path)
                        + (wants == null ? "" : " wanting " + wants));
    }
}
