package dev.belay.rollout;

import dev.belay.model.Ordered;
import dev.belay.model.PinnedComponent;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What was written to go back.
 *
 * @param version that was chosen
 * @param components what each component is pinned to
 * @param passedOver the newer ones that were not chosen, newest first
 * @param revision of the pin
 * @param hold that keeps deploys back from now on; null: none was asked for, or it could not be written
 * @param message what happens now, in words
 */
public record RolledBack(
        String version,
        SequencedMap<String, PinnedComponent> components,
        List<PassedOver> passedOver,
        String revision,
        @Nullable String hold,
        String message) {
    public RolledBack {
        components = Ordered.copy(components);
        passedOver = List.copyOf(passedOver);
    }
}
