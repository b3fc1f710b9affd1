package dev.belay.model;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is managed, and how.
 *
 * @param components by name, in the record's order; at least one
 * @param order names of components that go one after the other; empty: side by side
 * @param verify checks of a rollout, unique by name
 * @param soak how long verification goes on before a combination counts as known good
 * @param onFailure what is done when a version failed by its own doing
 * @param announce who is told
 * @param followUp where an issue is opened for what went wrong; null: nowhere
 */
public record Target(
        Metadata metadata,
        SequencedMap<String, Component> components,
        List<String> order,
        List<Check> verify,
        Duration soak,
        OnFailure onFailure,
        DriftPolicy drift,
        List<Receiver> announce,
        @Nullable FollowUp followUp) {
    public static final Duration SOAK = Duration.ofMinutes(15);

    /** What is done about drift. */
    public enum DriftPolicy {
        CORRECT,
        REPORT
    }

    /** What is done about a version that failed by its own doing. */
    public enum OnFailure {
        /** Nothing: a person decides. */
        HOLD,
        /** Back to the last known-good combination, once for a pin. */
        REVERT
    }

    public Target {
        components = Ordered.copy(components);
        order = List.copyOf(order);
        verify = List.copyOf(verify);
        announce = List.copyOf(announce);
    }

    public String name() {
        return metadata.name();
    }
}
