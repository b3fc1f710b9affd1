package dev.belay.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belay.publish.Change;
import dev.belay.rollout.PublishReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What publishing a directory did, or would do. */
record PublishView(boolean dryRun, String fingerprint, List<Line> items) {
    /**
     * One record. What does not apply is not there.
     *
     * @param differences in words, field by field, between the store and the directory
     * @param why a record is kept
     * @param heldBack the hold that keeps a pin pending
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Line(
            String kind,
            String name,
            String place,
            String change,
            @Nullable List<String> differences,
            @Nullable String why,
            @Nullable String heldBack,
            boolean written) {
        static Line of(PublishReport.Line line) {
            Change change = line.change();
            return switch (change) {
                case Change.Create create -> line(line, "create", null, null);
                case Change.Update update -> line(line, "update", update.differences(), null);
                case Change.Unchanged unchanged -> line(line, "unchanged", null, null);
                case Change.Kept kept -> line(line, "kept", kept.differences(), kept.why());
                case Change.Delete delete -> line(line, "delete", null, null);
                case Change.Left left -> line(line, "left", null, "it is no longer in the directory; prune deletes it");
            };
        }

        private static Line line(
                PublishReport.Line line, String change, @Nullable List<String> differences, @Nullable String why) {
            var key = line.change().key();
            return new Line(
                    key.kind().word(),
                    key.name(),
                    line.change().place(),
                    change,
                    differences,
                    why,
                    line.heldBack(),
                    line.written());
        }
    }

    static PublishView of(PublishReport report) {
        return new PublishView(
                report.dryRun(),
                report.fingerprint(),
                report.lines().stream().map(Line::of).toList());
    }
}
