package dev.belay.localcloud.ecr;

import dev.belay.localcloud.Scope;

/** A refusal in ECR's own words. */
final class EcrException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    private EcrException(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    static EcrException noRepository(Scope scope, String name) {
        return new EcrException(
                "RepositoryNotFoundException",
                "The repository with name '" + name + "' does not exist in the registry with id '" + scope.account()
                        + "'");
    }

    static EcrException repositoryExists(Scope scope, String name) {
        return new EcrException(
                "RepositoryAlreadyExistsException",
                "The repository with name '" + name + "' already exists in the registry with id '" + scope.account()
                        + "'");
    }

    static EcrException noImage(Scope scope, String repository, String digest, String tag) {
        return new EcrException(
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'" + (digest.isEmpty() ? "null" : digest) + "', imageTag:'"
                        + (tag.isEmpty() ? "null" : tag) + "'} does not exist within the repository with name '"
                        + repository + "' in the registry with id '" + scope.account() + "'");
    }

    static EcrException imageExists(String repository) {
        return new EcrException(
                "ImageAlreadyExistsException",
                "Image with the same digest and tag already exists in the repository with name '" + repository + "'");
    }

    static EcrException unknown(String operation) {
        return new EcrException(
                "UnknownOperationException", "the local cloud's ECR does not know the operation " + operation);
    }
}
