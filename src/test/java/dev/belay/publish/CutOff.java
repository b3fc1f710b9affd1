package dev.belay.publish;

import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.Node;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.StoredRecord;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A daemon's hands on a store, which dies at one of its writes: before it is stored, or right after. */
final class CutOff implements RecordStore {
    private final StoreUnderTest store;
    private final boolean stored;
    private int left;

    /**
     * @param writes that go through
     * @param stored whether the one at which it dies is stored
     */
    CutOff(StoreUnderTest store, int writes, boolean stored) {
        this.store = store;
        this.left = writes;
        this.stored = stored;
    }

    /** The end of a daemon. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** @param reply that nobody hears any more; null: nothing was stored */
        Crash(@Nullable Object reply) {
            super("died at a write, its reply: " + reply);
        }
    }

    private <T> T write(Supplier<T> write) {
        if (left-- > 0) {
            return write.get();
        }
        throw new Crash(stored ? write.get() : null);
    }

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        return store.records().list(previous);
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        return store.records().read(kind, name);
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        return write(() -> store.records().write(kind, name, record, expected));
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        write(() -> {
            store.records().delete(kind, name, expected);
            return true;
        });
    }

    DocumentStore documents() {
        return new DocumentStore() {
            @Override
            public @Nullable Document read(String path) {
                return store.documents().read(path);
            }

            @Override
            public String write(String path, String content, @Nullable String expected) {
                return CutOff.this.write(() -> store.documents().write(path, content, expected));
            }

            @Override
            public void delete(String path) {
                store.documents().delete(path);
            }

            @Override
            public List<String> list(String folder) {
                return store.documents().list(folder);
            }

            @Override
            public SortedMap<String, String> versions(String folder) {
                return store.documents().versions(folder);
            }
        };
    }
}
