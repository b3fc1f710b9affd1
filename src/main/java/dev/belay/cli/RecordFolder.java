package dev.belay.cli;

import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.model.Target;
import dev.belay.store.Catalog;
import dev.belay.store.Entry;
import dev.belay.store.Problem;
import dev.belay.store.RecordListing;
import dev.belay.store.StoredRecord;
import dev.belay.store.directory.DirectoryRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory of records on this machine, in order as far as that can be told without a daemon. */
record RecordFolder(List<RecordText> files) {
    /** One record. */
    record RecordText(RecordKind kind, String name, String place, String text) {}

    /** Whether a path is one: it has one of the folders. */
    static boolean is(Path path) {
        return Stream.of(RecordKind.values()).anyMatch(kind -> Files.isDirectory(path.resolve(kind.folder())));
    }

    /**
     * Reads all.
     *
     * @throws Trouble (usage) it is no directory of records; (failed) something is invalid, each problem on a line of its own
     */
    static RecordFolder read(Path path) {
        return new RecordFolder(listing(path, "nothing was sent").records().stream()
                .filter(record -> record.content() instanceof StoredRecord.Content.Text)
                .map(RecordFolder::file)
                .toList());
    }

    /** The targets of one, by name. Throws as {@link #read} does. */
    static List<Target> targets(Path path) {
        return Catalog.of(listing(path, "nothing is printed")).targets().values().stream()
                .flatMap(entry ->
                        entry instanceof Entry.Valid<Target> valid ? Stream.of(valid.record()) : Stream.empty())
                .toList();
    }

    private static RecordListing listing(Path path, String so) {
        if (!is(path)) {
            throw new Trouble(Exit.USAGE, path + " has no directory targets, pins or holds.");
        }
        try {
            RecordListing listing = new DirectoryRecords(path).list(null);
            List<String> problems = Catalog.of(listing).problems().stream()
                    .filter(problem -> !isOfAnotherDirectory(problem))
                    .map(Problem::toString)
                    .toList();
            if (!problems.isEmpty()) {
                throw new Trouble(Exit.FAILED, path + " is invalid; " + so + ".", problems);
            }
            return listing;
        } catch (FailureException e) {
            throw new Trouble(Exit.USAGE, e.failure().message() + ".");
        }
    }

    /** A pin's target may be one that another directory has: the daemon knows. */
    private static boolean isOfAnotherDirectory(Problem problem) {
        return problem.path().equals("metadata.name") && problem.found().startsWith("there is no target ");
    }

    private static RecordText file(StoredRecord record) {
        String text = record.content() instanceof StoredRecord.Content.Text(String content) ? content : "";
        String place = record.kind().folder() + "/" + Path.of(record.place()).getFileName();
        return new RecordText(record.kind(), record.name(), place, text);
    }
}
