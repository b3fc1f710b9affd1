package dev.belay.localcloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.util.List;

/** The calls of ECR. */
final class EcrCalls {
    private final Registries registries;

    EcrCalls(Registries registries) {
        this.registries = registries;
    }

    JsonNode answer(Scope caller, String operation, ObjectNode body) {
        Scope scope = new Scope(body.path("registryId").asText(caller.account()), caller.region());
        return switch (operation) {
            case "CreateRepository" -> create(scope, body.path("repositoryName").asText());
            case "DescribeRepositories" -> repositories(scope, body);
            case "PutImage" -> put(scope, body);
            case "DescribeImages" -> describe(scope, body);
            case "BatchGetImage" -> get(scope, body);
            case "BatchDeleteImage" -> delete(scope, body);
            default -> throw EcrException.unknown(operation);
        };
    }

    private JsonNode create(Scope scope, String name) {
        if (registries.find(scope, name).isPresent()) {
            throw EcrException.repositoryExists(scope, name);
        }
        return Json.object().set("repository", EcrViews.repository(scope, registries.obtain(scope, name)));
    }

    private JsonNode repositories(Scope scope, ObjectNode body) {
        List<String> names = body.path("repositoryNames").isEmpty()
                ? registries.names(scope)
                : Json.texts(body.path("repositoryNames"));
        return Json.object()
                .set(
                        "repositories",
                        Json.array(names.stream()
                                .map(name -> EcrViews.repository(scope, registries.required(scope, name)))));
    }

    private JsonNode put(Scope scope, ObjectNode body) {
        Repository repository =
                registries.required(scope, body.path("repositoryName").asText());
        String manifest = body.path("imageManifest").asText();
        String tag = body.path("imageTag").asText("");
        String digest = Registries.digestOf(manifest);
        if (!tag.isEmpty() && digest.equals(repository.tags.get(tag))) {
            throw EcrException.imageExists(repository.name);
        }
        Repository.Image image = registries.store(repository, manifest, tag);
        return Json.object().set("image", EcrViews.image(scope, repository, image, tag));
    }

    private JsonNode describe(Scope scope, ObjectNode body) {
        Repository repository =
                registries.required(scope, body.path("repositoryName").asText());
        if (body.path("imageIds").isEmpty()) {
            int size = body.path("maxResults").asInt(100);
            int from = Integer.parseInt(body.path("nextToken").asText("0"));
            List<Repository.Image> all = List.copyOf(repository.images.values());
            int to = Math.min(all.size(), from + size);
            ObjectNode page = Json.object();
            page.set(
                    "imageDetails",
                    Json.array(all.subList(from, to).stream().map(image -> EcrViews.detail(scope, repository, image))));
            return to < all.size() ? page.put("nextToken", Integer.toString(to)) : page;
        }
        ArrayNode details = Json.array();
        for (JsonNode id : body.path("imageIds")) {
            String digest = id.path("imageDigest").asText("");
            String tag = id.path("imageTag").asText("");
            Repository.Image image = repository
                    .find(digest, tag)
                    .orElseThrow(() -> EcrException.noImage(scope, repository.name, digest, tag));
            details.add(EcrViews.detail(scope, repository, image));
        }
        return Json.object().set("imageDetails", details);
    }

    private JsonNode get(Scope scope, ObjectNode body) {
        Repository repository =
                registries.required(scope, body.path("repositoryName").asText());
        ArrayNode images = Json.array();
        ArrayNode failures = Json.array();
        for (JsonNode id : body.path("imageIds")) {
            String tag = id.path("imageTag").asText("");
            repository
                    .find(id.path("imageDigest").asText(""), tag)
                    .ifPresentOrElse(
                            image -> images.add(EcrViews.image(scope, repository, image, tag)),
                            () -> failures.add(EcrViews.notFound(id)));
        }
        ObjectNode answer = Json.object();
        answer.set("images", images);
        answer.set("failures", failures);
        return answer;
    }

    private JsonNode delete(Scope scope, ObjectNode body) {
        Repository repository =
                registries.required(scope, body.path("repositoryName").asText());
        ArrayNode deleted = Json.array();
        ArrayNode failures = Json.array();
        for (JsonNode id : body.path("imageIds")) {
            String digest = id.path("imageDigest").asText("");
            String tag = id.path("imageTag").asText("");
            if (repository.find(digest, tag).isPresent()) {
                repository.delete(digest, tag);
                deleted.add(id);
            } else {
                failures.add(EcrViews.notFound(id));
            }
        }
        ObjectNode answer = Json.object();
        answer.set("imageIds", deleted);
        answer.set("failures", failures);
        return answer;
    }
}
