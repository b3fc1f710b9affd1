package dev.belay.store;

import java.util.List;

/** All records of a store at one time, sorted by kind and name. */
public record RecordListing(List<StoredRecord> records) {
    public RecordListing {
        records = List.copyOf(records);
    }
}
