package dev.belay.store;

import dev.belay.model.RecordKind;
import org.jspecify.annotations.Nullable;

/** Where people's records live. All writes are conditional on what was read. */
public interface RecordStore {
    /**
     * Every record of every kind. What did not change since {@code previous} (by ETag or content) is taken over from it
     * rather than fetched again. A record that could not be fetched is in the listing, with its failure as content.
     *
     * @param previous null: the first time
     * @throws dev.belay.model.FailureException when the listing itself failed; never a shorter listing
     */
    RecordListing list(@Nullable RecordListing previous);

    /**
     * Reads one record.
     *
     * @return null when there is none
     * @throws dev.belay.model.FailureException when it can't be read
     */
    @Nullable
    StoredRecord read(RecordKind kind, String name);

    /**
     * Writes a record if the stored one still has the expected revision. A reply that was lost though the write was
     * stored is recognised and counts as success.
     *
     * @param record the record's tree, as {@link RecordCodec} makes it
     * @param expected revision that was read; null: there must be none
     * @return the new revision
     * @throws dev.belay.model.FailureException with {@link dev.belay.model.Failure.Conflict} when it moved
     */
    String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected);

    /**
     * Deletes a record if it still has the expected revision. One that is gone already counts as success.
     *
     * @throws dev.belay.model.FailureException with {@link dev.belay.model.Failure.Conflict} when it moved
     */
    void delete(RecordKind kind, String name, String expected);
}
