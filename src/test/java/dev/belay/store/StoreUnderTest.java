package dev.belay.store;

import dev.belay.model.RecordKind;

/** A store as its contract is tested: empty at first, with the hands of a person and the faults of its world. */
public interface StoreUnderTest extends AutoCloseable {
    RecordStore records();

    DocumentStore documents();

    /** A person writes a record with the store's own tools, over whatever is there; {@link SampleRecords#shows} finds the reason. */
    void edit(RecordKind kind, String name, String reason);

    /** A person deletes a record. */
    void remove(RecordKind kind, String name);

    /** Something is under that name which no record can be. */
    void spoil(RecordKind kind, String name);

    /** Until it comes back the store can't be reached. */
    void goAway();

    void comeBack();

    @Override
    void close();
}
