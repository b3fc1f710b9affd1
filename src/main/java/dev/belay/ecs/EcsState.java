package dev.belay.ecs;

import dev.belay.model.Ordered;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Belay remembers of a service, a part of its target's root.
 *
 * @param resolved what the pin was resolved to; holds until the pin changes
 * @param registering a revision is about to be registered, or it is not known whether it was
 * @param updating the service is about to be updated, or it is not known whether it was
 * @param followed the deployment that must complete
 * @param attempts how often a passing fault ended a deployment of this rollout
 * @param fault the passing fault that ended the followed deployment
 * @param ended how the rollout ended, if not well; final until the next one begins
 */
public record EcsState(
        @Nullable Resolved resolved,
        @Nullable Registering registering,
        @Nullable Updating updating,
        @Nullable Followed followed,
        int attempts,
        @Nullable Fault fault,
        Standing.@Nullable Ended ended) {
    /** Nothing is known. */
    public static final EcsState NONE = new EcsState(null, null, null, null, 0, null, null);

    /**
     * A revision that a pin stands for.
     *
     * @param asked what the pin asked, see {@link #asked}
     * @param how in words, how it was found
     * @param images container to image
     * @param digests container to {@code sha256:…}, what its image was when this was resolved; as far as it could be told
     */
    public record Resolved(
            String asked, String arn, String how, SortedMap<String, String> images, SortedMap<String, String> digests) {
        public Resolved {
            images = Ordered.sorted(images);
            digests = Ordered.sorted(digests);
        }

        /** Whose images' digests were not asked for yet. */
        static Resolved of(String asked, String arn, String how, SortedMap<String, String> images) {
            return new Resolved(asked, arn, how, images, new TreeMap<>());
        }

        Resolved with(SortedMap<String, String> known) {
            return new Resolved(asked, arn, how, images, known);
        }

        public String label() {
            return TaskDefinition.label(arn);
        }
    }

    /**
     * An intent: recognised afterwards by its content among the revisions newer than {@code newestBefore}.
     *
     * @param hash of the canonical content
     * @param newestBefore ARN of the newest ACTIVE revision before; null: the family had none
     * @param how in words, what it is made from
     */
    public record Registering(
            String asked,
            String family,
            String hash,
            @Nullable String newestBefore,
            String how,
            Instant at) {}

    /**
     * An intent: recognised afterwards by the PRIMARY deployment being another than before.
     *
     * @param to ARN
     * @param primaryBefore id of the deployment; null: there was none
     */
    public record Updating(String to, @Nullable String primaryBefore, boolean force, Instant at) {}

    /**
     * A deployment that is followed by its id.
     *
     * @param primaryBefore id of the one that it replaced; null: it was found running
     * @param since when it began, or was found
     * @param complete whether it was seen complete, and no task of an earlier one left
     */
    public record Followed(
            String deployment,
            String taskDefinition,
            @Nullable String primaryBefore,
            Instant since,
            boolean complete) {}

    /**
     * A passing fault.
     *
     * @param retryAt when a new deployment is tried
     */
    public record Fault(String message, Instant retryAt) {}

    /**
     * This state at the beginning of a rollout: what the pin was resolved to, or is just being registered for it, is
     * kept where it still asks the same; all else is of the rollout before.
     */
    public EcsState beginRollout(PinnedComponent want) {
        boolean same = resolved != null && resolved.asked().equals(asked(want));
        boolean registers = registering != null && registering.asked().equals(asked(want));
        return new EcsState(same ? resolved : null, registers ? registering : null, null, null, 0, null, null);
    }

    EcsState withResolved(Resolved it) {
        return new EcsState(it, null, updating, followed, attempts, fault, ended);
    }

    EcsState withRegistering(@Nullable Registering it) {
        return new EcsState(resolved, it, updating, followed, attempts, fault, ended);
    }

    EcsState withUpdating(@Nullable Updating it) {
        return new EcsState(resolved, registering, it, followed, attempts, fault, ended);
    }

    /** Follows a deployment; whatever led to it is done. */
    EcsState following(Followed it) {
        return new EcsState(resolved, registering, null, it, it.complete() ? 0 : attempts, null, ended);
    }

    EcsState withFault(Fault it) {
        return new EcsState(resolved, registering, updating, followed, attempts + 1, it, ended);
    }

    EcsState withEnded(Standing.Ended it) {
        return new EcsState(resolved, registering, null, followed, attempts, null, it);
    }

    /** What a pin asks, as a text that differs where the question differs. */
    static String asked(PinnedComponent want) {
        return switch (want) {
            case PinnedComponent.Version(String version) -> "version " + version;
            case PinnedComponent.TaskDefinition(String name) -> "revision " + name;
            case PinnedComponent.Images images -> "images " + images.images() + " into " + images.base();
            case PinnedComponent.Leave leave -> "nothing";
        };
    }
}
