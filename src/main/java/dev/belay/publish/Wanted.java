package dev.belay.publish;

import dev.belay.model.Pin;
import dev.belay.store.Node;
import dev.belay.store.StoredRecord;

/**
 * A record as the directory has it.
 *
 * @param record the file, as a store would list it
 * @param tree what is written: of a pin with author and reason, where the file has none
 * @param said what {@code tree} says
 * @param plain what the file itself says
 */
record Wanted(RecordKey key, StoredRecord record, Node.Mapping tree, Said said, Said plain) {
    /** Whether nothing need be written: words about a pin that the file does not have may stand in the store as they like. */
    boolean agreesWith(Said stored) {
        Pin there = stored.pin();
        Pin here = plain.pin();
        if (there == null || here == null) {
            return said.hash().equals(stored.hash());
        }
        var filled = new Pin(
                here.metadata(),
                here.version(),
                here.components(),
                here.barrier(),
                here.force(),
                here.reason() == null ? there.reason() : here.reason(),
                here.by() == null ? there.by() : here.by(),
                here.incident() == null ? there.incident() : here.incident());
        return Said.of(filled).hash().equals(stored.hash());
    }
}
