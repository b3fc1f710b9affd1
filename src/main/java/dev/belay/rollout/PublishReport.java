package dev.belay.rollout;

import dev.belay.model.Failure;
import dev.belay.publish.Change;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What publishing a directory did, or would do.
 *
 * @param fingerprint of all that was looked at, to be said when this is what shall be done
 * @param dryRun whether nothing was written
 * @param stopped why it stopped before the end; null: it did not
 */
public record PublishReport(
        List<Line> lines,
        String fingerprint,
        boolean dryRun,
        @Nullable Failure stopped) {
    /**
     * One record.
     *
     * @param written whether it was written or deleted
     * @param heldBack the hold that keeps this pin pending, in words; null: none does
     */
    public record Line(
            Change change, boolean written, @Nullable String heldBack) {}

    public PublishReport {
        lines = List.copyOf(lines);
    }
}
