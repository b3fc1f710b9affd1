package dev.belay.publish;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.ContentHash;
import dev.belay.store.Decoded;
import dev.belay.store.DocumentStore;
import dev.belay.store.Problem;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings a directory of records into the store.
 *
 * <p><b>What a person changed is not overwritten.</b> A record that differs from the directory is written only if the store
 * has it as the last publish left it, if there is none and never was one, or if it is named to be taken. What the last publish
 * left is told by what a record says (see {@link Said}), not by its revision: whoever formats a file anew changes nothing, and
 * whoever puts a record back to what was published has undone their change.
 *
 * <p><b>Whenever it is cut off, publishing again goes on.</b> Before the first record is written, the ledger is: for each record
 * that is about to change it then holds both states, as published before and as now about to be. After a crash the store has a record in one of the two, so it is
 * known as ours, whatever the directory says by then, and in any third only if a person wrote it. After the last write the
 * ledger is written again, with one state each. A write whose
 * reply is lost is recognised by the store. So:
 *
 * <ul>
 *   <li>cut off before the first ledger: nothing happened;
 *   <li>between ledger and records, or between two records: those that were written agree with the directory, the others are
 *       still as published before;
 *   <li>before the second ledger: all agree, and the next publish writes it;
 *   <li>a second publish at the same time: one of them loses the ledger's compare-and-swap and has written nothing.
 * </ul>
 *
 * <p>Each record is written on the revision that was read when it was planned: a person who is quicker stops it there. A record
 * that is taken over a person's change is known as ours only once it is written: until then it must be named again.
 *
 * <p>What can't be told: a person who, after a publish was cut off and before it is run again, puts a record back to exactly
 * what it said before that publish, from a record that this had not reached yet. The next publish shows it as a change and writes it.
 */
public final class Publication {
    private final RecordStore records;
    private final Ledgers ledgers;
    private volatile @Nullable RecordListing listed;

    public Publication(RecordStore records, DocumentStore documents) {
        this.records = records;
        this.ledgers = new Ledgers(documents);
    }

    /**
     * Looks at everything and writes nothing.
     *
     * @param author of pins that name none, where the request names none either
     * @param theirs which records are the publisher's to touch
     * @throws FailureException when the store can't be read
     */
    public Proposal propose(PublishRequest request, String author, Predicate<StoredRecord> theirs) {
        if (request.prune() && request.records().isEmpty()) {
            // A checkout that failed looks like this; nobody keeps an empty directory to publish.
            return new Proposal.Invalid(
                    List.of("prune: the directory is empty, and on the strength of that nothing is deleted"));
        }
        Ledgers.Versioned ledger = ledgers.read();
        RecordListing listing = records.list(listed);
        listed = listing;
        var stored = new TreeMap<RecordKey, StoredRecord>();
        listing.records().forEach(record -> stored.put(RecordKey.of(record), record));
        return switch (Directory.read(request, request.by() == null ? author : request.by())) {
            case Decoded.Invalid<Directory>(List<Problem> problems) ->
                invalid(Outlook.problems(stored, Directory.raw(request), problems));
            case Decoded.Valid<Directory>(Directory directory) ->
                propose(request, directory, new Seen(stored, ledger, fingerprint(request, listing, ledger)), theirs);
        };
    }

    /** The store when it was looked at. */
    private record Seen(SortedMap<RecordKey, StoredRecord> stored, Ledgers.Versioned ledger, String fingerprint) {}

    private static Proposal propose(
            PublishRequest request, Directory directory, Seen seen, Predicate<StoredRecord> theirs) {
        SortedMap<RecordKey, StoredRecord> stored = seen.stored();
        List<RecordKey> others = others(directory, stored, theirs);
        if (!others.isEmpty()) {
            return new Proposal.Refused(others);
        }
        List<Change> changes =
                new PublishPlanner(request, directory, stored, seen.ledger().ledger()).plan(theirs);
        List<Problem> problems = Outlook.problems(stored, directory, changes);
        if (!problems.isEmpty()) {
            return invalid(problems);
        }
        List<String> meantNothing = request.take().stream()
                .filter(pattern ->
                        changes.stream().noneMatch(change -> change.key().isMeantBy(pattern)))
                .map(pattern -> "take: nothing in the directory is called " + pattern)
                .toList();
        return meantNothing.isEmpty()
                ? new Proposal.Ready(
                        changes,
                        seen.fingerprint(),
                        Outlook.after(stored, directory, changes),
                        Collections.unmodifiableSortedMap(stored),
                        seen.ledger())
                : new Proposal.Invalid(meantNothing);
    }

    private static List<RecordKey> others(
            Directory directory, SortedMap<RecordKey, StoredRecord> stored, Predicate<StoredRecord> theirs) {
        return directory.records().values().stream()
                .filter(wanted -> {
                    StoredRecord there = stored.get(wanted.key());
                    return !theirs.test(wanted.record()) || (there != null && !theirs.test(there));
                })
                .map(Wanted::key)
                .toList();
    }

    private static Proposal invalid(List<Problem> problems) {
        return new Proposal.Invalid(problems.stream().map(Problem::toString).toList());
    }

    private static String fingerprint(PublishRequest request, RecordListing listing, Ledgers.Versioned ledger) {
        var text = new StringBuilder(request.toString()).append(ledger.version());
        listing.records()
                .forEach(record -> text.append('\n')
                        .append(RecordKey.of(record))
                        .append(' ')
                        .append(record.revision()));
        return ContentHash.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Does what was proposed, each write on what was read then. Stops at the first that fails.
     *
     * @throws FailureException before anything was written: with {@link Failure.Conflict} when somebody else publishes
     */
    public Published publish(Proposal.Ready ready) {
        Ledgers.Versioned ledger = ledgers.write(ready.ledger(), intended(ready));
        Set<RecordKey> written = new LinkedHashSet<>();
        Failure stopped = null;
        for (Change change : ready.changes()) {
            try {
                if (change.writes()) {
                    write(change);
                    written.add(change.key());
                }
            } catch (FailureException e) {
                stopped = e.failure();
                break;
            }
        }
        try {
            ledgers.write(ledger, settled(ledger.ledger(), ready, written));
        } catch (FailureException e) {
            // All that was written is known from the first ledger; whoever publishes next settles it.
            stopped = stopped == null && !(e.failure() instanceof Failure.Conflict) ? e.failure() : stopped;
        }
        return new Published(ready.changes(), written, stopped);
    }

    private void write(Change change) {
        RecordKey key = change.key();
        switch (change) {
            case Change.Create create -> records.write(key.kind(), key.name(), create.tree(), null);
            case Change.Update update -> records.write(key.kind(), key.name(), update.tree(), update.revision());
            case Change.Delete delete -> records.delete(key.kind(), key.name(), delete.revision());
            case Change.Unchanged unchanged -> {}
            case Change.Kept kept -> {}
            case Change.Left left -> {}
        }
    }

    /** Before anything is written: what is known as ours, and what is about to be. */
    private static Ledger intended(Proposal.Ready ready) {
        Ledger before = ready.ledger().ledger();
        var states = new TreeMap<>(before.states());
        for (Change change : ready.changes()) {
            switch (change) {
                case Change.Create create -> {
                    boolean never = !before.knows(create.key());
                    states.put(create.key(), with(states.get(create.key()), create.hash(), never));
                }
                case Change.Update update ->
                    states.put(update.key(), with(states.get(update.key()), update.hash(), false));
                case Change.Delete delete ->
                    states.put(delete.key(), with(states.get(delete.key()), Ledger.ABSENT, false));
                case Change.Unchanged unchanged -> {}
                case Change.Kept kept -> {}
                case Change.Left left -> {}
            }
        }
        return new Ledger(states);
    }

    private static SortedSet<String> with(@Nullable SortedSet<String> known, String state, boolean absentBefore) {
        var states = new TreeSet<>(known == null ? List.of() : known);
        states.add(state);
        if (absentBefore) {
            states.add(Ledger.ABSENT);
        }
        return states;
    }

    /** After the last write: what was written, and what agreed anyway. What is nowhere any more is forgotten. */
    private static Ledger settled(Ledger intended, Proposal.Ready ready, Set<RecordKey> written) {
        var states = new TreeMap<>(intended.states());
        for (Change change : ready.changes()) {
            boolean done = written.contains(change.key());
            switch (change) {
                case Change.Create create when done -> states.put(create.key(), one(create.hash()));
                case Change.Update update when done -> states.put(update.key(), one(update.hash()));
                case Change.Delete delete when done -> states.remove(delete.key());
                case Change.Unchanged unchanged -> states.put(unchanged.key(), one(unchanged.hash()));
                case Change.Create undone -> {}
                case Change.Update undone -> {}
                case Change.Delete undone -> {}
                case Change.Kept kept -> {}
                case Change.Left left -> {}
            }
        }
        var mentioned = new TreeSet<>(ready.changes().stream().map(Change::key).toList());
        states.keySet()
                .removeIf(key -> !mentioned.contains(key) && !ready.stored().containsKey(key));
        return new Ledger(states);
    }

    private static SortedSet<String> one(String state) {
        return new TreeSet<>(List.of(state));
    }
}
