package dev.belay.localcloud.ecs;

import java.util.Optional;

/** Where tasks pull their images from. */
public interface ImageRegistry {
    /** Whether the image's repository is one of ours, so that what it lacks cannot be pulled. */
    boolean owns(String image);

    /** Digest of the image, where it is one of ours and there. */
    Optional<String> digest(String image);

    /** All images belong to others, and are there. */
    ImageRegistry OTHERS = new ImageRegistry() {
        @Override
        public boolean owns(String image) {
            return false;
        }

        @Override
        public Optional<String> digest(String image) {
            return Optional.empty();
        }
    };
}
