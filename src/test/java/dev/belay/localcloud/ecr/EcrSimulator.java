package dev.belay.localcloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.ecs.ImageRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ECR: the images that tasks can pull, and their digests. */
public final class EcrSimulator implements Simulator, ImageRegistry {
    private static final Pattern IMAGE = Pattern.compile(
            "(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]+))?");

    private final Map<Scope, Map<String, Repository>> registries = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Scope home;

    /**
     * No repositories at first.
     *
     * @param home the account and region that control routes mean
     */
    public EcrSimulator(InstantSource clock, Scope home) {
        this.clock = clock;
        this.home = home;
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            return wire().json(call(Scope.of(request), operation(request), Json.parse(request.body())));
        } catch (EcrException e) {
            return wire().error(400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode call(Scope caller, String operation, ObjectNode body) {
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
        Map<String, Repository> registry = registries.computeIfAbsent(scope, s -> new TreeMap<>());
        if (registry.containsKey(name)) {
            throw EcrException.repositoryExists(scope, name);
        }
        Repository repository = new Repository(name, clock.instant());
        registry.put(name, repository);
        return Json.object().set("repository", EcrViews.repository(scope, repository));
    }

    private JsonNode repositories(Scope scope, ObjectNode body) {
        List<String> names = body.path("repositoryNames").isEmpty()
                ? List.copyOf(registries.getOrDefault(scope, Map.of()).keySet())
                : Json.texts(body.path("repositoryNames"));
        return Json.object()
                .set(
                        "repositories",
                        Json.array(names.stream().map(name -> EcrViews.repository(scope, repository(scope, name)))));
    }

    private JsonNode put(Scope scope, ObjectNode body) {
        Repository repository = repository(scope, body);
        String manifest = body.path("imageManifest").asText();
        String tag = body.path("imageTag").asText("");
        String digest = digestOf(manifest);
        if (!tag.isEmpty() && digest.equals(repository.tags.get(tag))) {
            throw EcrException.imageExists(repository.name);
        }
        Repository.Image image = store(repository, manifest, tag);
        return Json.object().set("image", EcrViews.image(scope, repository, image, tag));
    }

    private Repository.Image store(Repository repository, String manifest, String tag) {
        Repository.Image image = repository.images.computeIfAbsent(
                digestOf(manifest), digest -> new Repository.Image(digest, manifest, clock.instant()));
        if (!tag.isEmpty()) {
            repository.tags.put(tag, image.digest());
        }
        return image;
    }

    private JsonNode describe(Scope scope, ObjectNode body) {
        Repository repository = repository(scope, body);
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
        Repository repository = repository(scope, body);
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
        Repository repository = repository(scope, body);
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

    private Repository repository(Scope scope, ObjectNode body) {
        return repository(scope, body.path("repositoryName").asText());
    }

    private Repository repository(Scope scope, String name) {
        Repository repository = registries.getOrDefault(scope, Map.of()).get(name);
        if (repository == null) {
            throw EcrException.noRepository(scope, name);
        }
        return repository;
    }

    /** Pushes an image of that tag, into a repository that is made where there is none; the image's full name. */
    public synchronized String push(Scope scope, String repository, String tag) {
        Repository into = registries
                .computeIfAbsent(scope, s -> new TreeMap<>())
                .computeIfAbsent(repository, name -> new Repository(name, clock.instant()));
        store(into, "{\"schemaVersion\": 2, \"config\": {\"digest\": \"" + digestOf(tag) + "\"}, \"layers\": []}", tag);
        return EcrViews.uri(scope, repository) + ":" + tag;
    }

    /** As a lifecycle policy would: takes the tag away, and its image with the last one. */
    public synchronized void expire(Scope scope, String repository, String tag) {
        try {
            repository(scope, repository).delete("", tag);
        } catch (EcrException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized boolean owns(String image) {
        return repositoryOf(image).isPresent();
    }

    @Override
    public synchronized Optional<String> digest(String image) {
        Matcher parts = IMAGE.matcher(image);
        return repositoryOf(image)
                .filter(repository -> parts.matches())
                .flatMap(repository -> repository.find(
                        Optional.ofNullable(parts.group(5)).orElse(""),
                        Optional.ofNullable(parts.group(4)).orElse("latest")))
                .map(Repository.Image::digest);
    }

    private Optional<Repository> repositoryOf(String image) {
        Matcher parts = IMAGE.matcher(image);
        return parts.matches()
                ? Optional.ofNullable(registries
                        .getOrDefault(new Scope(parts.group(1), parts.group(2)), Map.of())
                        .get(parts.group(3)))
                : Optional.empty();
    }

    private static String digestOf(String manifest) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, Control> controls() {
        String usage = "{\"repository\": \"shop-api\", \"tag\": \"20261119-0900\"}: ";
        return Map.of(
                "expire",
                        new Control(usage + "the image is gone, as a lifecycle policy would have it", body -> {
                            expire(
                                    home,
                                    body.path("repository").asText(),
                                    body.path("tag").asText());
                            return state();
                        }),
                "push",
                        new Control(usage + "an image of that tag is there", body -> {
                            push(
                                    home,
                                    body.path("repository").asText(),
                                    body.path("tag").asText());
                            return state();
                        }));
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        registries.forEach((scope, registry) -> registry.values()
                .forEach(repository -> state.set(
                        EcrViews.uri(scope, repository.name),
                        Json.array(repository.tags.keySet().stream()
                                .map(tag -> Json.object().textNode(tag))))));
        return state;
    }
}
