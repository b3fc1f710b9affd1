package dev.belay.publish;

import dev.belay.model.Failure;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What publishing did.
 *
 * @param written the records that were written or deleted
 * @param stopped why it stopped before the end, where it did: the rest is as it was, and publishing again goes on
 */
public record Published(
        List<Change> changes,
        Set<RecordKey> written,
        @Nullable Failure stopped) {
    public Published {
        changes = List.copyOf(changes);
        written = Set.copyOf(written);
    }
}
