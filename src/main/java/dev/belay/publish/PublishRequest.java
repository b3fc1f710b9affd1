package dev.belay.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory of records, and how it is to be published.
 *
 * @param records every one that the directory has
 * @param take names, {@code pins/NAME}, or patterns with {@code *}: records that are to be as the directory says though somebody
 *     changed them in the store
 * @param prune whether records that an earlier publish wrote and that are no longer in the directory are deleted
 * @param by author of pins that name none; null: whoever publishes
 * @param reason of pins that give none; null: none
 */
public record PublishRequest(
        List<SubmittedRecord> records,
        List<String> take,
        boolean prune,
        @Nullable String by,
        @Nullable String reason) {
    /**
     * One file.
     *
     * @param place in the directory: {@code pins/shop-production.yaml}
     */
    public record SubmittedRecord(String place, String text) {}

    public PublishRequest {
        records = List.copyOf(records);
        take = List.copyOf(take);
    }

    boolean takes(RecordKey key) {
        return take.stream().anyMatch(key::isMeantBy);
    }
}
