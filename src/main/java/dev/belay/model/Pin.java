package dev.belay.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Which version a target is held to: the record that an operator edits.
 *
 * @param version of every component that {@code components} does not name; null: none
 * @param components what single components are pinned to instead
 * @param barrier whether nothing goes back past this version by itself: a migration that can't be undone
 * @param force raising it forces one new deployment of the same version
 */
public record Pin(
        Metadata metadata,
        @Nullable String version,
        SequencedMap<String, PinnedComponent> components,
        boolean barrier,
        int force,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Incident incident) {
    /** The incident that a pin belongs to. */
    public record Incident(
            @Nullable String id,
            @Nullable String symptoms,
            @Nullable Instant startedAt) {}

    public Pin {
        components = Ordered.copy(components);
    }

    public String name() {
        return metadata.name();
    }

    /** What the pin asks of a component: its own entry, else the version of all, else to be left alone. */
    public PinnedComponent of(String component) {
        PinnedComponent own = components.get(component);
        if (own != null) {
            return own;
        }
        return version == null ? new PinnedComponent.Leave() : new PinnedComponent.Version(version);
    }

    /** What the pin asks of each component of a target, in the target's order. */
    public SequencedMap<String, PinnedComponent> of(Target target) {
        var all = new LinkedHashMap<String, PinnedComponent>();
        target.components().sequencedKeySet().forEach(name -> all.put(name, of(name)));
        return Ordered.copy(all);
    }

    /** Whether both ask for the same move. Reason, author and incident are words about it and move nothing. */
    public boolean asksTheSameAs(Pin other) {
        return asksTheSameButForForce(other) && force == other.force;
    }

    /** Whether both ask for the same versions. */
    public boolean asksTheSameButForForce(Pin other) {
        return Objects.equals(version, other.version) && components.equals(other.components);
    }
}
