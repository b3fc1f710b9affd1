package dev.belay.model;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who wants to go back.
 *
 * @param to a version as the list of versions names it; null: the newest that is known good and ready
 * @param components what single components are to be pinned to instead
 * @param freeze whether deploys are to be held back from then on
 */
public record RollbackRequest(
        @Nullable String to,
        SequencedMap<String, PinnedComponent> components,
        String reason,
        Pin.@Nullable Incident incident,
        boolean freeze) {
    public RollbackRequest {
        components = Ordered.copy(components);
    }
}
