package dev.belay.localcloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;

/** Repositories and images as ECR describes them. */
final class EcrViews {
    private static final String TYPE = "application/vnd.docker.distribution.manifest.v2+json";

    private EcrViews() {}

    static String uri(Scope scope, String repository) {
        return scope.account() + ".dkr.ecr." + scope.region() + ".amazonaws.com/" + repository;
    }

    static ObjectNode repository(Scope scope, Repository repository) {
        return Json.object()
                .put("repositoryArn", scope.arn("ecr", "repository/" + repository.name))
                .put("registryId", scope.account())
                .put("repositoryName", repository.name)
                .put("repositoryUri", uri(scope, repository.name))
                .put("createdAt", Json.seconds(repository.createdAt))
                .put("imageTagMutability", "MUTABLE");
    }

    static ObjectNode image(Scope scope, Repository repository, Repository.Image image, String tag) {
        ObjectNode json = Json.object().put("registryId", scope.account()).put("repositoryName", repository.name);
        ObjectNode id = json.putObject("imageId").put("imageDigest", image.digest());
        if (!tag.isEmpty()) {
            id.put("imageTag", tag);
        }
        return json.put("imageManifest", image.manifest()).put("imageManifestMediaType", TYPE);
    }

    static ObjectNode detail(Scope scope, Repository repository, Repository.Image image) {
        ObjectNode json = Json.object()
                .put("registryId", scope.account())
                .put("repositoryName", repository.name)
                .put("imageDigest", image.digest())
                .put("imageSizeInBytes", 4_711)
                .put("imagePushedAt", Json.seconds(image.pushedAt()))
                .put("imageManifestMediaType", TYPE);
        repository.tagsOf(image).forEach(tag -> json.withArray("imageTags").add(tag));
        return json;
    }

    static ObjectNode notFound(JsonNode id) {
        ObjectNode failure = Json.object();
        failure.set("imageId", id);
        return failure.put("failureCode", "ImageNotFound").put("failureReason", "Requested image not found");
    }
}
