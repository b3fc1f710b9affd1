package dev.belay.ecs;

import dev.belay.model.AwsScope;
import org.jspecify.annotations.Nullable;

/** What Belay asks of ECR: which images are there. Nothing is pulled, and no lifecycle rule takes a question for a pull. */
@FunctionalInterface
public interface ImageRegistry {
    /** A repository of a registry, which may be another account's and in another region than the service. */
    record Repository(String account, String region, String name) {
        @Override
        public String toString() {
            return account + ".dkr.ecr." + region + ".amazonaws.com/" + name;
        }
    }

    /**
     * The image that a tag or digest stands for now.
     *
     * @param scope as whom to ask; the region is the repository's
     * @param id a tag, or {@code sha256:…}
     * @return its digest; null: there is no such image, or no such repository
     * @throws dev.belay.model.FailureException when it can't be told
     */
    @Nullable
    String digest(AwsScope scope, Repository repository, String id);
}
