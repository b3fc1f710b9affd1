package dev.belay.localcloud.ecr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import dev.belay.localcloud.ecs.ImageRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** ECR: the images that tasks can pull, and their digests. */
public final class EcrSimulator implements Simulator, ImageRegistry {
    private final Registries registries;
    private final Scope home;

    /**
     * No repositories at first.
     *
     * @param home the account and region that control routes mean
     */
    public EcrSimulator(InstantSource clock, Scope home) {
        this.registries = new Registries(clock);
        this.home = home;
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public synchronized Response handle(Request request) {
        try {
            return wire().json(new EcrCalls(registries)
                    .answer(Scope.of(request), operation(request), Json.parse(request.body())));
        } catch (EcrException e) {
            return wire().error(400, e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** Pushes an image of that tag, into a repository that is made where there is none; the image's full name. */
    public synchronized String push(Scope scope, String repository, String tag) {
        registries.store(
                registries.obtain(scope, repository),
                "{\"schemaVersion\": 2, \"config\": {\"digest\": \"" + Registries.digestOf(tag)
                        + "\"}, \"layers\": []}",
                tag);
        return EcrViews.uri(scope, repository) + ":" + tag;
    }

    /** As a lifecycle policy would: takes the tag away, and its image with the last one. */
    public synchronized void expire(Scope scope, String repository, String tag) {
        try {
            registries.required(scope, repository).delete("", tag);
        } catch (EcrException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized boolean owns(String image) {
        return registries.repositoryOf(image).isPresent();
    }

    @Override
    public synchronized Optional<String> digest(String image) {
        return registries.image(image).map(Repository.Image::digest);
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
        registries.forEach((scope, repository) -> state.set(
                EcrViews.uri(scope, repository.name),
                Json.array(repository.tags.keySet().stream()
                        .map(tag -> Json.object().textNode(tag)))));
        return state;
    }
}
