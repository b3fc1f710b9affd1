package dev.belay.store;

import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import dev.belay.store.StoredRecord.Content;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that outlives the daemons of a simulation. Faults are hooked before and after each call: one that is
 * thrown before leaves the store as it was; one thrown after a write is a reply that was lost for good, and the caller can't know.
 */
public final class MemoryStore implements RecordStore, DocumentStore {
    /** What goes wrong, and when; called without any lock, so a simulation may hand on its baton here. */
    public interface Faults {
        /** Before a call such as {@code "records write Pin shop"} or {@code "documents read state/shop"} does anything. */
        default void before(String call) {}

        /** After it did all that it does. */
        default void after(String call) {}
    }

    private record Key(RecordKind kind, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return kind == other.kind ? name.compareTo(other.name) : kind.compareTo(other.kind);
        }
    }

    private interface Call<T extends @Nullable Object> {
        T make();
    }

    private final SortedMap<Key, StoredRecord> records = new TreeMap<>();
    private final SortedMap<String, Document> documents = new TreeMap<>();
    private volatile Faults faults = new Faults() {};
    private volatile boolean gone;
    private long revisions;

    public void faults(Faults faults) {
        this.faults = faults;
    }

    /** Until it comes back, every call fails as {@link Failure.Unavailable}. */
    public void goAway() {
        gone = true;
    }

    public void comeBack() {
        gone = false;
    }

    /** A person writes a record as text, whatever is there. */
    public synchronized void edit(RecordKind kind, String name, String text) {
        put(kind, name, new Content.Text(text));
    }

    /** A person deletes a record. */
    public synchronized void remove(RecordKind kind, String name) {
        records.remove(new Key(kind, name));
    }

    /** Something is there that can't be read. */
    public synchronized void spoil(RecordKind kind, String name, String why) {
        put(kind, name, new Content.Unreadable(why));
    }

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        return call("records list", () -> new RecordListing(List.copyOf(records.values())));
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        return this.<@Nullable StoredRecord>call(
                "records read " + kind.word() + " " + name, () -> records.get(new Key(kind, name)));
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        RecordName.require(name);
        return call("records write " + kind.word() + " " + name, () -> {
            StoredRecord stored = records.get(new Key(kind, name));
            requireUnmoved(kind.word() + " " + name, stored == null ? null : stored.revision(), expected);
            return put(kind, name, new Content.Tree(record));
        });
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        call("records delete " + kind.word() + " " + name, () -> {
            StoredRecord stored = records.get(new Key(kind, name));
            if (stored != null) {
                requireUnmoved(kind.word() + " " + name, stored.revision(), expected);
                records.remove(new Key(kind, name));
            }
            return true;
        });
    }

    @Override
    public @Nullable Document read(String path) {
        DocumentPath.of(path);
        return this.<@Nullable Document>call("documents read " + path, () -> documents.get(path));
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        DocumentPath.of(path);
        return call("documents write " + path, () -> {
            Document stored = documents.get(path);
            requireUnmoved(path, stored == null ? null : stored.version(), expected);
            var document = new Document(content, Long.toString(++revisions));
            documents.put(path, document);
            return document.version();
        });
    }

    @Override
    public void delete(String path) {
        DocumentPath.of(path);
        call("documents delete " + path, () -> {
            documents.remove(path);
            return true;
        });
    }

    @Override
    public List<String> list(String folder) {
        return call(
                "documents list " + folder,
                () -> documents.keySet().stream()
                        .filter(path -> path.startsWith(folder + "/"))
                        .toList());
    }

    @Override
    public SortedMap<String, String> versions(String folder) {
        return call("documents versions " + folder, () -> {
            var versions = new TreeMap<String, String>();
            documents.tailMap(folder + "/").forEach((path, document) -> {
                if (path.startsWith(folder + "/")) {
                    versions.put(path, document.version());
                }
            });
            return versions;
        });
    }

    /** What a document holds, looked at from outside: no fault hinders it. */
    public synchronized @Nullable String stored(String path) {
        Document document = documents.get(path);
        return document == null ? null : document.content();
    }

    private <T extends @Nullable Object> T call(String what, Call<T> call) {
        Faults now = faults;
        now.before(what);
        if (gone) {
            throw new Failure.Unavailable(what + ": the store is gone").asException();
        }
        T result;
        synchronized (this) {
            result = call.make();
        }
        now.after(what);
        return result;
    }

    private String put(RecordKind kind, String name, Content content) {
        String revision = Long.toString(++revisions);
        records.put(
                new Key(kind, name),
                new StoredRecord(kind, name, "memory " + kind.word() + " " + name, revision, content));
        return revision;
    }

    private static void requireUnmoved(String what, @Nullable String stored, @Nullable String expected) {
        if (!Objects.equals(stored, expected)) {
            throw new Failure.Conflict(what + " is at " + stored + ", not at " + expected).asException();
        }
    }
}
