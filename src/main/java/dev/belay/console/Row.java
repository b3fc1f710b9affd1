package dev.belay.console;

import dev.belay.model.Rollout;
import dev.belay.model.Status;
import dev.belay.model.Status.ComponentStatus;
import dev.belay.model.Status.PinStatus;
import dev.belay.model.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A target's line on the wall.
 *
 * @param rank the more urgent the lower
 * @param urgent whether it is for somebody to look at
 * @param labels {@code name=value}
 * @param search all that a search looks through, in lower case
 * @param pinned null: nothing is
 * @param why reason and author of the pin; null: none is given
 * @param words what is not as it should be, or goes on; empty: nothing
 * @param last outcome of the last rollout; null: there was none
 * @param running cause and phase of the running rollout; null: none runs
 * @param when the last rollout ended or the running one began; null: neither
 */
record Row(
        String name,
        Badge badge,
        int rank,
        boolean urgent,
        List<String> labels,
        String search,
        @Nullable String pinned,
        @Nullable String why,
        List<Part> parts,
        List<String> words,
        @Nullable String last,
        @Nullable String running,
        @Nullable String when) {
    private static final List<Summary> URGENCY = List.of(Summary.values());

    /**
     * One component.
     *
     * @param shows what runs, in words
     * @param wants what it is held to where that is something else; null: the same, or nothing
     * @param state {@code synced}, {@code differs} or {@code unknown}
     */
    record Part(String name, String shows, @Nullable String wants, String state) {
        static Part of(String name, ComponentStatus component) {
            Boolean synced = component.synced();
            String running = component.running();
            String held = component.inForce() != null ? component.inForce() : component.pinned();
            String shows = running == null ? "unknown" : running;
            return new Part(
                    name,
                    shows,
                    held == null || held.equals(running) ? null : held,
                    synced == null ? "unknown" : synced ? "synced" : "differs");
        }
    }

    static Row of(Status status) {
        var parts = new ArrayList<Part>();
        status.components().forEach((name, component) -> parts.add(Part.of(name, component)));
        var labels = new ArrayList<String>();
        status.metadata().labels().forEach((name, value) -> labels.add(name + "=" + value));
        PinStatus pin = status.pin();
        Rollout running = status.rollout();
        Rollout last = status.lastRollout();
        return new Row(
                status.name(),
                Badge.of(status.summary()),
                URGENCY.indexOf(status.summary()),
                Sentences.urgent(status),
                labels,
                search(status, labels, parts),
                pin == null ? null : Sentences.pinned(pin),
                pin == null ? null : Sentences.why(pin),
                parts,
                Sentences.ofWall(status),
                last == null || last.outcome() == null ? null : last.outcome().word(),
                running == null ? null : Sentences.phase(running),
                running != null
                        ? Times.of(running.startedAt())
                        : last == null ? null : Times.orNull(last.finishedAt()));
    }

    /** For attributes. */
    public String labelLines() {
        return String.join("\n", labels);
    }

    private static String search(Status status, List<String> labels, List<Part> parts) {
        var words = new ArrayList<String>();
        words.add(status.name());
        words.addAll(labels);
        PinStatus pin = status.pin();
        if (pin != null) {
            words.add(Sentences.pinned(pin));
            words.add(pin.by() == null ? "" : pin.by());
            words.add(pin.reason() == null ? "" : pin.reason());
        }
        parts.forEach(part -> words.add(part.name() + " " + part.shows()));
        return String.join(" ", words).toLowerCase(Locale.ROOT);
    }
}
