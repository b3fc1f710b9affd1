package dev.belay.localcloud.ecs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What each image does. The last pattern set that fits an image decides; without one, what is there is healthy. */
final class Images {
    private final Map<String, ImageBehaviour> behaviours = new LinkedHashMap<>();
    private final ImageRegistry registry;

    Images(ImageRegistry registry) {
        this.registry = registry;
    }

    /** @param pattern a piece of the image's name; its tag, say */
    void set(String pattern, ImageBehaviour behaviour) {
        behaviours.remove(pattern);
        behaviours.put(pattern, behaviour);
    }

    void reset() {
        behaviours.clear();
    }

    Map<String, ImageBehaviour> all() {
        return behaviours;
    }

    ImageBehaviour of(String image) {
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
