package dev.belay.model;

import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An ECS service whose task definition Belay owns, and nothing else of it.
 *
 * @param cluster name or ARN
 * @param family null: the family of what runs
 * @param images container to image, {@code {version}} standing for a version; other containers are left as they are
 * @param template base of new revisions, an {@code s3://} address that may hold {@code {version}}; null: none
 * @param stableWithin past this a rollout is Stalled
 */
public record EcsService(
        AwsScope aws,
        String cluster,
        String service,
        @Nullable String family,
        SortedMap<String, String> images,
        @Nullable String template,
        Duration stableWithin)
        implements Component {
    /** How long a rollout may take before it is Stalled, where the record does not say. */
    public static final Duration STABLE_WITHIN = Duration.ofMinutes(15);

    public EcsService {
        images = Ordered.sorted(images);
    }

    @Override
    public String kind() {
        return "ecs";
    }

    @Override
    public PinnedComponent pinnedTo(String exact) {
        return new PinnedComponent.TaskDefinition(exact);
    }
}
