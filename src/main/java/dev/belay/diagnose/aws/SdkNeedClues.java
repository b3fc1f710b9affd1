package dev.belay.diagnose.aws;

import dev.belay.aws.AwsClients;
import dev.belay.aws.Failures;
import dev.belay.diagnose.EcrImage;
import dev.belay.diagnose.NeedClues;
import dev.belay.model.AwsScope;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;

/** ECR, Secrets Manager, Systems Manager and IAM, by calls whose answers hold no value. */
final class SdkNeedClues implements NeedClues {
    private final AwsClients clients;

    SdkNeedClues(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public boolean hasImage(AwsScope scope, EcrImage image) {
        return Failures.translating("ecr DescribeImages " + image.repository(), () -> {
            try {
                return !clients.ecr(scope)
                        .describeImages(request -> request.registryId(image.account())
                                .repositoryName(image.repository())
                                .imageIds(ImageIdentifier.builder()
                                        .imageTag(image.tag())
                                        .imageDigest(image.digest())
                                        .build())
                                .overrideConfiguration(Quick.TIMEOUTS))
                        .imageDetails()
                        .isEmpty();
            } catch (ImageNotFoundException | RepositoryNotFoundException e) {
                return false;
            }
        });
    }

    @Override
    public Presence secret(AwsScope scope, String secret) {
        return Failures.translating("secretsmanager DescribeSecret " + secret, () -> {
            try {
                return clients.secretsManager(scope)
                                        .describeSecret(request ->
                                                request.secretId(secret).overrideConfiguration(Quick.TIMEOUTS))
                                        .deletedDate()
                                == null
                        ? Presence.THERE
                        : Presence.DELETED;
            } catch (ResourceNotFoundException e) {
                return Presence.GONE;
            }
        });
    }

    /** {@code GetParameters} would answer with the values. */
    @Override
    public Set<String> parameters(AwsScope scope, List<String> names) {
        return Failures.translating(
                "ssm DescribeParameters " + String.join(" ", names),
                () -> clients
                        .ssm(scope)
                        .describeParameters(request -> request.parameterFilters(ParameterStringFilter.builder()
                                        .key("Name")
                                        .option("Equals")
                                        .values(names)
                                        .build())
                                .overrideConfiguration(Quick.TIMEOUTS))
                        .parameters()
                        .stream()
                        .map(ParameterMetadata::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Override
    public boolean hasRole(AwsScope scope, String name) {
        return Failures.translating("iam GetRole " + name, () -> {
            try {
                clients.iam(scope).getRole(request -> request.roleName(name).overrideConfiguration(Quick.TIMEOUTS));
                return true;
            } catch (NoSuchEntityException e) {
                return false;
            }
        });
    }
}
