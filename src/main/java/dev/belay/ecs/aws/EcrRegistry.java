package dev.belay.ecs.aws;

import dev.belay.aws.Failures;
import dev.belay.ecs.ImageRegistry;
import dev.belay.model.AwsScope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** ECR through the SDK. {@code DescribeImages}, since {@code BatchGetImage} counts as a pull. */
public final class EcrRegistry implements ImageRegistry {
    private final Function<AwsScope, EcrClient> ecr;

    /** Clients are asked for at each call, for the image's own region. */
    public EcrRegistry(Function<AwsScope, EcrClient> ecr) {
        this.ecr = ecr;
    }

    @Override
    public @Nullable String digest(AwsScope scope, Repository repository, String id) {
        var there = new AwsScope(repository.region(), scope.assumeRole(), scope.externalId());
        ImageIdentifier image = id.startsWith("sha256:")
                ? ImageIdentifier.builder().imageDigest(id).build()
                : ImageIdentifier.builder().imageTag(id).build();
        return Failures.translating("ecr DescribeImages " + repository, () -> {
            try {
                return ecr
                        .apply(there)
                        .describeImages(request -> request.registryId(repository.account())
                                .repositoryName(repository.name())
                                .imageIds(image))
                        .imageDetails()
                        .stream()
                        .map(detail -> detail.imageDigest())
                        .findFirst()
                        .orElse(null);
            } catch (ImageNotFoundException | RepositoryNotFoundException e) {
                return null;
            }
        });
    }
}
