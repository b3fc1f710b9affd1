package dev.belay.model;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What a pin asks of one component. */
public sealed interface PinnedComponent {
    /** A version: a build of a site, the images of a service. */
    record Version(String version) implements PinnedComponent {
        @Override
        public String toString() {
            return version;
        }
    }

    /**
     * A task definition as it is.
     *
     * @param taskDefinition {@code family:revision}, or a full ARN with its revision
     */
    record TaskDefinition(String taskDefinition) implements PinnedComponent {
        @Override
        public String toString() {
            return taskDefinition;
        }
    }

    /**
     * Images into a base.
     *
     * @param images container to image
     * @param base null: the component's template where it has one, else what runs
     */
    record Images(
            SortedMap<String, String> images, @Nullable Base base) implements PinnedComponent {
        public Images {
            images = Ordered.sorted(images);
        }

        @Override
        public String toString() {
            return String.join(", ", images.values());
        }
    }

    /** Not ours for now. */
    record Leave() implements PinnedComponent {
        @Override
        public String toString() {
            return "left alone";
        }
    }

    /** What images are put into. */
    sealed interface Base {
        /** The component's template. */
        record Template() implements Base {}

        /** The revision that runs when the pin is resolved. */
        record Running() implements Base {}

        /** A revision by {@code family:revision} or ARN. */
        record Revision(String taskDefinition) implements Base {}
    }
}
