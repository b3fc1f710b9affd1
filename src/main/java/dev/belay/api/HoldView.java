package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.model.Hold;
import dev.belay.rollout.PlacedHold;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hold, and whether it holds anything back now. What it does not say is not there.
 *
 * @param mode one that is invalid freezes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HoldView(
        String name,
        String revision,
        String mode,
        List<String> targets,
        Map<String, String> labels,
        @Nullable String reason,
        @Nullable String by,
        @Nullable String until,
        boolean inForce,
        List<String> problems) {
    static HoldView of(PlacedHold placed) {
        Hold hold = placed.hold();
        return hold == null
                ? new HoldView(
                        placed.name(),
                        placed.revision(),
                        word(Hold.Mode.FREEZE),
                        List.of(),
                        Map.of(),
                        null,
                        null,
                        null,
                        placed.inForce(),
                        placed.problems())
                : new HoldView(
                        placed.name(),
                        placed.revision(),
                        word(hold.mode()),
                        hold.targets(),
                        hold.labels(),
                        hold.reason(),
                        hold.by(),
                        Words.timeOrNull(hold.until()),
                        placed.inForce(),
                        placed.problems());
    }

    private static String word(Hold.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
