package dev.belay.model;

import java.util.List;
import java.util.SequencedMap;

/**
 * What is managed, and how.
 *
 * @param components by name, in the record's order; at least one
 * @param order names of components that go one after the other; empty: side by side
 * @param verify checks of a rollout, unique by name
 */
public record Target(
        Metadata metadata,
        SequencedMap<String, Component> components,
        List<String> order,
        List<Check> verify,
        DriftPolicy drift) {
    /** What is done about drift. */
    public enum DriftPolicy {
        CORRECT,
        REPORT
    }

    public Target {
        components = Ordered.copy(components);
        order = List.copyOf(order);
        verify = List.copyOf(verify);
    }

    public String name() {
        return metadata.name();
    }
}
