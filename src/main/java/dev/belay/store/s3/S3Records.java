package dev.belay.store.s3;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.RecordKind;
import dev.belay.store.Node;
import dev.belay.store.RecordFile;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordName;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import dev.belay.store.StoredRecord.Content;
import dev.belay.store.Writer;
import dev.belay.store.s3.Bucket.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/** Records as objects {@code {targets,pins,holds}/NAME.{yaml,yml,json}}. Revisions are ETags. */
final class S3Records implements RecordStore {
    private final Bucket bucket;
    private final Writer writer;
    private final Consumer<List<Runnable>> together;

    /** Where records are that were read and not written since. */
    private final Map<Key, Entry> lastRead = new ConcurrentHashMap<>();

    S3Records(Bucket bucket, Writer writer, Consumer<List<Runnable>> together) {
        this.bucket = bucket;
        this.writer = writer;
        this.together = together;
    }

    private record Key(RecordKind kind, String name) {}

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        Map<Key, StoredRecord> known = new LinkedHashMap<>();
        if (previous != null) {
            previous.records().forEach(record -> known.put(new Key(record.kind(), record.name()), record));
        }
        Map<Key, List<Entry>> listed = listed();
        var found = new AtomicReferenceArray<@Nullable StoredRecord>(listed.size());
        List<Runnable> fetches = new ArrayList<>();
        int index = 0;
        for (var entry : listed.entrySet()) {
            int at = index++;
            StoredRecord before = known.get(entry.getKey());
            if (before != null && isStill(before, entry.getValue())) {
                found.set(at, before);
            } else {
                fetches.add(() -> found.set(at, load(entry.getKey(), entry.getValue())));
            }
        }
        together.accept(fetches);
        return new RecordListing(records(found));
    }

    private Map<Key, List<Entry>> listed() {
        var byKind = new ConcurrentHashMap<RecordKind, SortedMap<String, List<Entry>>>();
        together.accept(Stream.of(RecordKind.values())
                .<Runnable>map(kind -> () -> byKind.put(kind, objects(kind, "")))
                .toList());
        Map<Key, List<Entry>> listed = new LinkedHashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            byKind.getOrDefault(kind, new TreeMap<>())
                    .forEach((name, entries) -> listed.put(new Key(kind, name), entries));
        }
        return listed;
    }

    private static List<StoredRecord> records(AtomicReferenceArray<@Nullable StoredRecord> found) {
        List<StoredRecord> records = new ArrayList<>();
        for (int i = 0; i < found.length(); i++) {
            StoredRecord record = found.get(i);
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    /** What could not be read is tried again each time: the fault may have been ours. */
    private boolean isStill(StoredRecord before, List<Entry> entries) {
        return entries.size() == 1
                && entries.getFirst().etag().equals(before.revision())
                && bucket.place(entries.getFirst().key()).equals(before.place())
                && !(before.content() instanceof Content.Unreadable);
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        if (!RecordName.isValid(name)) {
            return null;
        }
        Key key = new Key(kind, name);
        List<Entry> entries = named(kind, name);
        return switch (entries.size()) {
            case 0 -> null;
            case 1 -> {
                lastRead.put(key, entries.getFirst());
                yield fetch(key, entries.getFirst());
            }
            default -> ambiguous(key, entries);
        };
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        // What was read a moment ago to be replaced need not be looked for again: S3 itself refuses when it is another
        // by now.
        Entry read = lastRead.remove(new Key(kind, name));
        Entry stored = read != null && read.etag().equals(expected) ? read : unambiguous(kind, name);
        requireUnmoved(kind, name, stored, expected);
        String key = stored == null ? kind.folder() + "/" + RecordFile.fileName(name) : stored.key();
        String type = key.endsWith(".json") ? "application/json" : "application/yaml";
        var upload = new Bucket.Upload(SdkBytes.fromByteArrayUnsafe(RecordFile.bytes(key, record)), type, null);
        Writer.Stamp stamp = writer.stamp();
        return Writer.settled(() -> bucket.put(key, upload, expected, stamp), () -> bucket.written(key, stamp));
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        Entry stored = unambiguous(kind, name);
        if (stored == null) {
            return;
        }
        requireUnmoved(kind, name, stored, expected);
        // The condition is checked by S3 itself; where a store like it ignores the condition, the look above remains.
        Writer.settled(
                () -> {
                    bucket.delete(stored.key(), expected);
                    return expected;
                },
                () -> unambiguous(kind, name) == null ? expected : null);
    }

    private static void requireUnmoved(
            RecordKind kind, String name, @Nullable Entry stored, @Nullable String expected) {
        if (!Objects.equals(stored == null ? null : stored.etag(), expected)) {
            String now =
                    stored == null ? "is not there" : expected == null ? "is there already" : "was changed meanwhile";
            throw new Failure.Conflict(kind.word() + " " + name + " " + now).asException();
        }
    }

    private @Nullable Entry unambiguous(RecordKind kind, String name) {
        List<Entry> entries = named(kind, RecordName.require(name));
        if (entries.size() > 1) {
            throw new Failure.Invalid(kind.word() + " " + name + " is there more than once in the bucket")
                    .asException();
        }
        return entries.isEmpty() ? null : entries.getFirst();
    }

    /** Objects that hold records, by the records' names. */
    private SortedMap<String, List<Entry>> objects(RecordKind kind, String start) {
        SortedMap<String, List<Entry>> byName = new TreeMap<>();
        for (Entry entry : bucket.list(kind.folder() + "/" + start, false)) {
            RecordFile.recordName(entry.key().substring(kind.folder().length() + 1))
                    .ifPresent(name ->
                            byName.computeIfAbsent(name, n -> new ArrayList<>()).add(entry));
        }
        return byName;
    }

    private List<Entry> named(RecordKind kind, String name) {
        return objects(kind, name + ".").getOrDefault(name, List.of());
    }

    /** Null: it went away since the listing. Any other fault is this record's own, the others go on. */
    private @Nullable StoredRecord load(Key key, List<Entry> entries) {
        if (entries.size() > 1) {
            return ambiguous(key, entries);
        }
        try {
            return fetch(key, entries.getFirst());
        } catch (FailureException e) {
            Entry entry = entries.getFirst();
            return new StoredRecord(
                    key.kind(),
                    key.name(),
                    bucket.place(entry.key()),
                    entry.etag(),
                    new Content.Unreadable(e.failure().message()));
        }
    }

    private @Nullable StoredRecord fetch(Key key, Entry entry) {
        String place = bucket.place(entry.key());
        if (entry.size() > RecordFile.LARGEST) {
            return new StoredRecord(key.kind(), key.name(), place, entry.etag(), RecordFile.tooLarge(entry.size()));
        }
        Bucket.Body body = bucket.get(entry.key());
        return body == null
                ? null
                : new StoredRecord(
                        key.kind(),
                        key.name(),
                        place,
                        body.etag(),
                        RecordFile.content(body.bytes().asByteArrayUnsafe()));
    }

    private StoredRecord ambiguous(Key key, List<Entry> entries) {
        List<String> places =
                entries.stream().map(entry -> bucket.place(entry.key())).toList();
        String revision = String.join("+", entries.stream().map(Entry::etag).toList());
        return new StoredRecord(
                key.kind(), key.name(), String.join(", ", places), revision, RecordFile.ambiguous(places));
    }
}
