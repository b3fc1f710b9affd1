package dev.belay.publish;

import dev.belay.store.Catalog;
import dev.belay.store.Problem;
import dev.belay.store.RecordListing;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the store will say. Pure. Looked at is the store as a whole, so that a directory which has only a part of it fits the
 * rest: pins of targets that another directory has, and no target that owns what another's target owns.
 */
final class Outlook {
    private Outlook() {}

    /** The records after all changes. */
    static Catalog after(SortedMap<RecordKey, StoredRecord> stored, Directory directory, List<Change> changes) {
        var records = new TreeMap<>(stored);
        for (Change change : changes) {
            switch (change) {
                case Change.Create create -> put(records, directory, create.key());
                case Change.Update update -> put(records, directory, update.key());
                case Change.Delete delete -> records.remove(delete.key());
                case Change.Unchanged unchanged -> {}
                case Change.Kept kept -> {}
                case Change.Left left -> {}
            }
        }
        return catalog(records);
    }

    /** Everything that would be wrong and is not wrong yet, and everything that is wrong in the directory. */
    static List<Problem> problems(
            SortedMap<RecordKey, StoredRecord> stored, Directory directory, List<Change> changes) {
        var records = new TreeMap<>(stored);
        directory.records().keySet().forEach(key -> put(records, directory, key));
        changes.stream()
                .filter(change -> change instanceof Change.Delete)
                .forEach(change -> records.remove(change.key()));
        Set<Problem> before = new HashSet<>(catalog(stored).problems());
        Set<String> places = new HashSet<>();
        directory
                .records()
                .values()
                .forEach(wanted -> places.add(wanted.record().place()));
        List<Problem> asWanted = catalog(records).problems().stream()
                .filter(problem -> !before.contains(problem) || places.contains(problem.place()))
                .toList();
        return asWanted.isEmpty()
                ? after(stored, directory, changes).problems().stream()
                        .filter(problem -> !before.contains(problem))
                        .map(Outlook::beside)
                        .toList()
                : asWanted;
    }

    /** Everything that is wrong in a directory of which some record is. */
    static List<Problem> problems(
            SortedMap<RecordKey, StoredRecord> stored, List<StoredRecord> files, List<Problem> known) {
        var records = new TreeMap<>(stored);
        files.forEach(file -> records.put(RecordKey.of(file), file));
        Set<String> places = new HashSet<>();
        files.forEach(file -> places.add(file.place()));
        var problems = new LinkedHashSet<>(known);
        catalog(records).problems().stream()
                .filter(problem -> places.contains(problem.place()))
                .forEach(problems::add);
        return problems.stream().sorted(Problem.FROM_THE_TOP).toList();
    }

    private static Problem beside(Problem problem) {
        return new Problem(
                problem.place(),
                problem.at(),
                problem.path(),
                "beside what is kept in the store: " + problem.found(),
                problem.expected(),
                problem.suggestion());
    }

    private static void put(SortedMap<RecordKey, StoredRecord> records, Directory directory, RecordKey key) {
        Wanted wanted = directory.records().get(key);
        if (wanted != null) {
            StoredRecord file = wanted.record();
            records.put(
                    key,
                    new StoredRecord(
                            file.kind(), file.name(), file.place(), file.revision(), new Content.Tree(wanted.tree())));
        }
    }

    private static Catalog catalog(SortedMap<RecordKey, StoredRecord> records) {
        return Catalog.of(new RecordListing(List.copyOf(records.values())));
    }
}
