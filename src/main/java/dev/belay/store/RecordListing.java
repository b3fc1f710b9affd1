package dev.belay.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All records of a store at one time, sorted by kind and name. */
public record RecordListing(List<StoredRecord> records) {
    public RecordListing {
        records = List.copyOf(records);
    }

    /** Of what was read. What is as it was before is taken over from there, so that it is in memory once. */
    public static RecordListing of(List<StoredRecord> read, @Nullable RecordListing previous) {
        if (previous == null) {
            return new RecordListing(read);
        }
        Map<String, StoredRecord> before = new HashMap<>();
        previous.records().forEach(record -> before.put(record.place(), record));
        return new RecordListing(read.stream()
                .map(record -> {
                    StoredRecord known = before.get(record.place());
                    return record.equals(known) ? known : record;
                })
                .toList());
    }
}
