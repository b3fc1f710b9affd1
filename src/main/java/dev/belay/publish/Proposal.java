package dev.belay.publish;

import dev.belay.store.Catalog;
import dev.belay.store.StoredRecord;
import java.util.List;
import java.util.SortedMap;

/** What publishing would do. */
public sealed interface Proposal {
    /**
     * It can be done.
     *
     * @param changes of all records, in the order in which they are written
     * @param fingerprint of all that was looked at: the directory, what was asked, the store, what was published last
     * @param after what the store says then
     */
    record Ready(
            List<Change> changes,
            String fingerprint,
            Catalog after,
            SortedMap<RecordKey, StoredRecord> stored,
            Ledgers.Versioned ledger)
            implements Proposal {
        public Ready {
            changes = List.copyOf(changes);
        }
    }

    /**
     * It can't.
     *
     * @param problems each naming place, field and what was expected
     */
    record Invalid(List<String> problems) implements Proposal {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Whoever publishes may not. */
    record Refused(List<RecordKey> records) implements Proposal {
        public Refused {
            records = List.copyOf(records);
        }
    }
}
