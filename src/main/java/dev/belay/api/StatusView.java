package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.model.Condition;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Summary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A status as the contract writes it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StatusView(
        String apiVersion,
        String kind,
        MetadataView metadata,
        String summary,
        String observedAt,
        @JsonInclude @Nullable PinView pin,
        SequencedMap<String, ComponentView> components,
        List<ConditionView> conditions,
        @Nullable List<String> problems,
        @Nullable Running rollout,
        @Nullable Last lastRollout) {
    record MetadataView(String name, Map<String, String> labels) {
        static MetadataView of(Metadata metadata) {
            return new MetadataView(metadata.name(), metadata.labels());
        }

        Metadata metadata() {
            return new Metadata(name, new TreeMap<>(labels));
        }
    }

    record PinView(
            String revision,
            @Nullable String version,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String pending) {
        static PinView of(Status.PinStatus pin) {
            return new PinView(pin.revision(), pin.version(), pin.reason(), pin.by(), pin.pending());
        }

        Status.PinStatus pin() {
            return new Status.PinStatus(revision, version, reason, by, pending);
        }
    }

    /** What is always asked for is always there, if only as null; the rest where there is something to say. */
    record ComponentView(
            String kind,
            @Nullable String pinned,
            @Nullable String inForce,
            @Nullable String running,
            @Nullable Boolean synced,
            @Nullable String since,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String difference,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String progress,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer foreign) {
        static ComponentView of(Status.ComponentStatus component) {
            return new ComponentView(
                    component.kind(),
                    component.pinned(),
                    component.inForce(),
                    component.running(),
                    component.synced(),
                    Words.timeOrNull(component.since()),
                    component.difference(),
                    component.progress(),
                    component.foreign());
        }

        Status.ComponentStatus component() {
            return new Status.ComponentStatus(
                    kind,
                    pinned,
                    inForce,
                    running,
                    synced,
                    since == null ? null : Instant.parse(since),
                    difference,
                    progress,
                    foreign);
        }
    }

    record ConditionView(String type, String status, String reason, String message, String lastTransitionTime) {
        static ConditionView of(Condition condition) {
            return new ConditionView(
                    condition.type().word(),
                    condition.status().word(),
                    condition.reason(),
                    condition.message(),
                    Words.time(condition.lastTransitionTime()));
        }

        Condition condition() {
            return new Condition(
                    Words.read(Condition.Type.values(), Condition.Type::word, type),
                    Words.read(Condition.Truth.values(), Condition.Truth::word, status),
                    reason,
                    message,
                    Instant.parse(lastTransitionTime));
        }
    }

    record Running(String id, String cause, String phase, String startedAt) {
        static Running of(Rollout rollout) {
            return new Running(
                    rollout.id(),
                    Words.of(rollout.cause()),
                    Words.of(rollout.phase()),
                    Words.time(rollout.startedAt()));
        }
    }

    record Last(
            String id, @Nullable String outcome, @Nullable String finishedAt) {
        static Last of(Rollout rollout) {
            return new Last(rollout.id(), Words.of(rollout.outcome()), Words.timeOrNull(rollout.finishedAt()));
        }
    }

    static StatusView of(Status status) {
        var components = new LinkedHashMap<String, ComponentView>();
        status.components().forEach((name, component) -> components.put(name, ComponentView.of(component)));
        Status.PinStatus pin = status.pin();
        Rollout running = status.rollout();
        Rollout last = status.lastRollout();
        return new StatusView(
                "belay.dev/v1",
                "Status",
                MetadataView.of(status.metadata()),
                status.summary().word(),
                Words.time(status.observedAt()),
                pin == null ? null : PinView.of(pin),
                Ordered.copy(components),
                status.conditions().stream().map(ConditionView::of).toList(),
                status.problems().isEmpty() ? null : status.problems(),
                running == null ? null : Running.of(running),
                last == null ? null : Last.of(last));
    }

    /** The status that this is a view of, but for its rollouts. */
    Status status() {
        var read = new LinkedHashMap<String, Status.ComponentStatus>();
        components.forEach((name, component) -> read.put(name, component.component()));
        return new Status(
                metadata.metadata(),
                Words.read(Summary.values(), Summary::word, summary),
                Instant.parse(observedAt),
                pin == null ? null : pin.pin(),
                read,
                conditions.stream().map(ConditionView::condition).toList(),
                problems == null ? List.of() : problems,
                null,
                null);
    }
}
