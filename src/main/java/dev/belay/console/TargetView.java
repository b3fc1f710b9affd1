package dev.belay.console;

import dev.belay.model.Condition;
import dev.belay.model.Hold;
import dev.belay.model.Status;
import dev.belay.model.Status.PinStatus;
import dev.belay.rollout.PlacedHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target's page says of it now.
 *
 * @param words what is not as it should be, or goes on; empty: nothing
 * @param pin null: nothing is pinned
 * @param holds that bear upon it
 */
record TargetView(
        String name,
        Badge badge,
        List<String> labels,
        String observed,
        List<String> words,
        @Nullable PinView pin,
        List<ComponentView> components,
        List<ConditionView> conditions,
        List<HoldView> holds,
        Offers offers) {
    /** @param version null: by component */
    record PinView(
            String revision,
            @Nullable String version,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String pending,
            @Nullable String incident) {
        static PinView of(PinStatus pin, Status status) {
            return new PinView(pin.revision(), pin.version(), pin.reason(), pin.by(), pin.pending(), incident(status));
        }

        private static @Nullable String incident(Status status) {
            var rollout = status.rollout() != null ? status.rollout() : status.lastRollout();
            PinStatus pin = status.pin();
            boolean same = rollout != null
                    && pin != null
                    && pin.reason() != null
                    && pin.reason().equals(rollout.reason());
            var incident = same && rollout != null ? rollout.incident() : null;
            return incident == null ? null : incident.id();
        }
    }

    /**
     * One component.
     *
     * @param badge whether it is as pinned
     * @param since when it last became so or ceased to be; null: unknown
     * @param words what differs, or goes on; null: nothing
     * @param progress how far, where the words tell; null: they don't
     * @param foreign live files that no build explains; null: none, or not known
     */
    record ComponentView(
            String name,
            String kind,
            Badge badge,
            String pinned,
            String inForce,
            String running,
            @Nullable String since,
            @Nullable String words,
            @Nullable Progress progress,
            @Nullable Integer foreign) {
        static ComponentView of(String name, Status.ComponentStatus component) {
            Boolean synced = component.synced();
            Badge badge = synced == null
                    ? new Badge("Unknown", "unknown")
                    : synced ? new Badge("As pinned", "synced") : new Badge("Differs", "drifted");
            String words = component.progress() != null ? component.progress() : component.difference();
            Integer foreign = component.foreign();
            return new ComponentView(
                    name,
                    component.kind(),
                    badge,
                    orDash(component.pinned()),
                    orDash(component.inForce()),
                    component.running() == null ? "unknown" : component.running(),
                    Times.orNull(component.since()),
                    words,
                    Progress.in(component.progress()),
                    foreign != null && foreign > 0 ? foreign : null);
        }

        private static String orDash(@Nullable String text) {
            return text == null ? "–" : text;
        }
    }

    /** @param style {@code good}, {@code bad}, {@code neutral} or {@code unknown} */
    record ConditionView(String type, String status, String style, String reason, String message, String since) {
        static ConditionView of(Condition condition) {
            return new ConditionView(
                    condition.type().word(),
                    condition.status().word(),
                    style(condition),
                    condition.reason(),
                    condition.message(),
                    Times.of(condition.lastTransitionTime()));
        }

        private static String style(Condition condition) {
            return switch (condition.status()) {
                case UNKNOWN -> "unknown";
                case TRUE ->
                    switch (condition.type()) {
                        case HELD, STALLED -> "bad";
                        case SYNCED, HEALTHY, VERIFIED, KNOWN_GOOD, READY -> "good";
                    };
                case FALSE ->
                    switch (condition.type()) {
                        case HELD, STALLED -> "good";
                        case KNOWN_GOOD -> "neutral";
                        case SYNCED, HEALTHY, VERIFIED, READY -> "bad";
                    };
            };
        }
    }

    /** @param until null: until it is lifted */
    record HoldView(
            String name,
            String revision,
            String mode,
            @Nullable String reason,
            @Nullable String by,
            @Nullable String until,
            boolean shared) {
        static HoldView of(PlacedHold placed, String target) {
            Hold hold = placed.hold();
            if (hold == null) {
                String why =
                        "it can't be read, so it freezes what it may name: " + String.join("; ", placed.problems());
                return new HoldView(placed.name(), placed.revision(), "freeze", why, null, null, true);
            }
            boolean alone = hold.labels().isEmpty() && hold.targets().equals(List.of(target));
            String mode = switch (hold.mode()) {
                case FREEZE -> "freeze";
                case SUSPEND -> "suspend";
            };
            return new HoldView(
                    placed.name(),
                    placed.revision(),
                    mode,
                    hold.reason(),
                    hold.by(),
                    Times.orNull(hold.until()),
                    !alone);
        }
    }

    static TargetView of(Status status, List<PlacedHold> holds, Offers.Role role) {
        var components = new ArrayList<ComponentView>();
        status.components().forEach((name, component) -> components.add(ComponentView.of(name, component)));
        var labels = new ArrayList<String>();
        status.metadata().labels().forEach((name, value) -> labels.add(name + "=" + value));
        PinStatus pin = status.pin();
        return new TargetView(
                status.name(),
                Badge.of(status.summary()),
                labels,
                Times.of(status.observedAt()),
                Sentences.of(status),
                pin == null ? null : PinView.of(pin, status),
                components,
                status.conditions().stream().map(ConditionView::of).toList(),
                holds.stream()
                        .filter(placed -> bearsUpon(placed, status))
                        .map(placed -> HoldView.of(placed, status.name()))
                        .toList(),
                Offers.of(status, role));
    }

    /** One that can't be read may name any target. */
    private static boolean bearsUpon(PlacedHold placed, Status status) {
        Hold hold = placed.hold();
        // Whether it is over was looked at before; what is left to ask is whom it names.
        return placed.inForce() && (hold == null || hold.holds(status.metadata(), Instant.MIN));
    }
}
