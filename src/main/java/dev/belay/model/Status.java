package dev.belay.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What Belay says of a target.
 *
 * @param pin null: unpinned
 * @param problems what is wrong with its records, each naming place, field, and what was expected
 * @param rollout the one that runs; null: none
 * @param lastRollout the one that finished last; null: none yet
 */
public record Status(
        Metadata metadata,
        Summary summary,
        Instant observedAt,
        @Nullable PinStatus pin,
        SequencedMap<String, ComponentStatus> components,
        List<Condition> conditions,
        List<String> problems,
        @Nullable Rollout rollout,
        @Nullable Rollout lastRollout) {
    /**
     * What is said of the pin.
     *
     * @param revision of the pin's record, to be sent as {@code If-Match}
     * @param pending the record's own version that a hold keeps back, in words; null: none
     */
    public record PinStatus(
            String revision,
            @Nullable String version,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String pending) {}

    /**
     * What is said of one component.
     *
     * @param pinned what the record says, resolved where it is in force
     * @param inForce what Belay holds the component to
     * @param synced null: unknown
     * @param since when {@code synced} last changed
     */
    public record ComponentStatus(
            String kind,
            @Nullable String pinned,
            @Nullable String inForce,
            @Nullable String running,
            @Nullable Boolean synced,
            @Nullable Instant since,
            @Nullable String difference,
            @Nullable String progress,
            @Nullable Integer foreign) {
        ComponentStatus unknown() {
            return new ComponentStatus(kind, pinned, inForce, running, null, since, null, null, foreign);
        }
    }

    public Status {
        components = Ordered.copy(components);
        conditions = List.copyOf(conditions);
        problems = List.copyOf(problems);
    }

    public String name() {
        return metadata.name();
    }

    /** The same with these rollouts. */
    public Status with(@Nullable Rollout running, @Nullable Rollout last) {
        return new Status(metadata, summary, observedAt, pin, components, conditions, problems, running, last);
    }

    /** The same, of which nobody knows whether it is still so. */
    public Status unknown(String reason, String message, Instant now) {
        var doubted = new LinkedHashMap<String, ComponentStatus>();
        components.forEach((name, component) -> doubted.put(name, component.unknown()));
        var others = conditions.stream()
                .map(condition ->
                        condition.type() != Condition.Type.SYNCED || condition.status() == Condition.Truth.UNKNOWN
                                ? condition
                                : new Condition(Condition.Type.SYNCED, Condition.Truth.UNKNOWN, reason, message, now))
                .toList();
        return new Status(metadata, Summary.UNKNOWN, observedAt, pin, doubted, others, problems, rollout, lastRollout);
    }

    /** Whether both say the same, apart from when it was observed. */
    public boolean saysTheSameAs(Status other) {
        return new Status(
                        metadata,
                        summary,
                        other.observedAt,
                        pin,
                        components,
                        conditions,
                        problems,
                        rollout,
                        lastRollout)
                .equals(other);
    }
}
