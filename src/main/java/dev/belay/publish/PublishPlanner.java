package dev.belay.publish;

import dev.belay.model.Pin;
import dev.belay.publish.Change.Create;
import dev.belay.publish.Change.Delete;
import dev.belay.publish.Change.Kept;
import dev.belay.publish.Change.Left;
import dev.belay.publish.Change.Unchanged;
import dev.belay.publish.Change.Update;
import dev.belay.store.StoredRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of each record. Pure: the same directory, store and ledger give the same changes, in the order in which
 * they are to be written.
 *
 * <p><b>Order.</b> Holds come first, then targets, then pins: a freeze is in force before a pin that it holds back, and a pin
 * finds its target as the directory has it. Stores list pins before holds, so no listing has the pin and not yet the
 * freeze. A hold that the directory dropped is deleted before the pins are written: else a pin that comes with the end of a
 * freeze would stay pending. Other deletions come last, pins before targets.
 */
final class PublishPlanner {
    private static final Comparator<Change> ORDER =
            Comparator.comparingInt(PublishPlanner::turn).thenComparing(Change::key);

    private final PublishRequest request;
    private final Directory directory;
    private final SortedMap<RecordKey, StoredRecord> stored;
    private final Ledger ledger;

    PublishPlanner(
            PublishRequest request, Directory directory, SortedMap<RecordKey, StoredRecord> stored, Ledger ledger) {
        this.request = request;
        this.directory = directory;
        this.stored = stored;
        this.ledger = ledger;
    }

    /** @param theirs which records that the directory does not have are the publisher's to delete */
    List<Change> plan(Predicate<StoredRecord> theirs) {
        var changes = new ArrayList<Change>();
        directory.records().values().forEach(wanted -> changes.add(change(wanted, stored.get(wanted.key()))));
        for (RecordKey key : ledger.states().keySet()) {
            StoredRecord record = stored.get(key);
            if (record != null && !directory.records().containsKey(key) && theirs.test(record)) {
                changes.add(dropped(key, record));
            }
        }
        changes.sort(ORDER);
        return List.copyOf(changes);
    }

    private Change change(Wanted wanted, @Nullable StoredRecord record) {
        RecordKey key = wanted.key();
        String place = wanted.record().place();
        if (record == null) {
            boolean asLeft = !ledger.knows(key) || ledger.left(key, Ledger.ABSENT);
            return asLeft || request.takes(key)
                    ? new Create(key, place, wanted.tree(), wanted.said().hash())
                    : new Kept(key, place, "it was deleted in the store since it was published", List.of());
        }
        Said there = Said.of(record);
        if (wanted.agreesWith(there)) {
            return new Unchanged(key, place, there.hash(), record.revision());
        }
        List<String> differences =
                Differences.between(there.tree(), wanted.said().tree());
        return ledger.left(key, there.hash()) || request.takes(key)
                ? new Update(
                        key, place, differences, wanted.tree(), wanted.said().hash(), record.revision())
                : new Kept(key, place, why(key, there), differences);
    }

    private Change dropped(RecordKey key, StoredRecord record) {
        if (!request.prune()) {
            return new Left(key, record.place());
        }
        Said there = Said.of(record);
        return ledger.left(key, there.hash()) || request.takes(key)
                ? new Delete(key, record.place(), record.revision())
                : new Kept(key, record.place(), "it is no longer in the directory, but " + why(key, there), List.of());
    }

    private String why(RecordKey key, Said there) {
        String what = ledger.knows(key)
                ? "it was changed in the store since it was published"
                : "it stands in the store otherwise and was never published";
        return what + who(there.pin());
    }

    private static String who(@Nullable Pin pin) {
        if (pin == null || pin.by() == null) {
            return "";
        }
        return ", by " + pin.by() + (pin.reason() == null ? "" : ": " + pin.reason());
    }

    private static int turn(Change change) {
        boolean deletes = change instanceof Delete || change instanceof Left;
        return switch (change.key().kind()) {
            case HOLD -> deletes ? 2 : 0;
            case TARGET -> deletes ? 5 : 1;
            case PIN -> deletes ? 4 : 3;
        };
    }
}
