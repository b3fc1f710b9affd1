package dev.belay.rollout;

import dev.belay.model.Hold;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold as the store has it.
 *
 * @param revision what must be said to replace or lift it unseen by nobody
 * @param hold null: it can't be read
 * @param inForce whether it holds anything back now: it is not over, or it can't be read and so freezes what it may name
 * @param problems why it can't be read; empty: it can
 */
public record PlacedHold(
        String name, String revision, @Nullable Hold hold, boolean inForce, List<String> problems) {
    public PlacedHold {
        problems = List.copyOf(problems);
    }
}
