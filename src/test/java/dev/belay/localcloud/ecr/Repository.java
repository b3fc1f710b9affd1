package dev.belay.localcloud.ecr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One repository: manifests by digest, digests by tag. */
final class Repository {
    record Image(String digest, String manifest, Instant pushedAt) {}

    final String name;
    final Instant createdAt;
    final Map<String, Image> images = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();

    Repository(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
    }

    /** By digest where one is given, else by tag. */
    Optional<Image> find(String digest, String tag) {
        return Optional.ofNullable(digest.isEmpty() ? tags.get(tag) : digest).map(images::get);
    }

    List<String> tagsOf(Image image) {
        List<String> found = new ArrayList<>();
        tags.forEach((tag, digest) -> {
            if (digest.equals(image.digest())) {
                found.add(tag);
            }
        });
        return found;
    }

    /** Takes the tag away and with the last one its image, or the image with all its tags where a digest is given. */
    void delete(String digest, String tag) {
        String image = digest.isEmpty() ? tags.remove(tag) : digest;
        if (!digest.isEmpty()) {
            tags.values().removeIf(digest::equals);
        }
        if (!tags.containsValue(image)) {
            images.remove(image);
        }
    }
}
