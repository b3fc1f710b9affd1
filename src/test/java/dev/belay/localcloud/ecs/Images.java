package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What each image does. The last pattern set that fits an image decides; without one, what is there is healthy. */
final class Images {
    private final Map<String, ImageBehaviour> behaviours = new LinkedHashMap<>();
    /** Variables that containers of such images need, by a piece of the image's name. */
    private final Map<String, List<String>> needs = new LinkedHashMap<>();

    private final ImageRegistry registry;

    Images(ImageRegistry registry) {
        this.registry = registry;
    }

    /** @param pattern a piece of the image's name; its tag, say */
    void set(String pattern, ImageBehaviour behaviour) {
        behaviours.remove(pattern);
        behaviours.put(pattern, behaviour);
    }

    void need(String pattern, List<String> variables) {
        needs.put(pattern, List.copyOf(variables));
    }

    void reset() {
        behaviours.clear();
    }

    Map<String, ImageBehaviour> all() {
        return behaviours;
    }

    /** What the container does: its image's behaviour, unless its environment lacks what the image needs. */
    ImageBehaviour of(JsonNode container) {
        String image = container.path("image").asText();
        ImageBehaviour own = of(image);
        return own instanceof ImageBehaviour.Serves
                ? needs.entrySet().stream()
                        .filter(entry -> image.contains(entry.getKey()))
                        .flatMap(entry -> entry.getValue().stream())
                        .filter(variable -> !has(container, variable))
                        .findFirst()
                        .map(ImageBehaviour::lacks)
                        .orElse(own)
                : own;
    }

    private static boolean has(JsonNode container, String variable) {
        return Stream.of("environment", "secrets")
                .flatMap(list -> container.path(list).valueStream())
                .anyMatch(given -> given.path("name").asText().equals(variable));
    }

    private ImageBehaviour of(String image) {
        return behaviours.entrySet().stream()
                .filter(entry -> image.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce((earlier, later) -> later)
                .orElseGet(() -> registry.owns(image) && registry.digest(image).isEmpty()
                        ? ImageBehaviour.missing()
                        : ImageBehaviour.healthy());
    }

    Optional<String> digest(String image) {
        return registry.digest(image);
    }
}
