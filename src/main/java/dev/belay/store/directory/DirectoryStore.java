package dev.belay.store.directory;

import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.Node;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The store of one daemon: {@code DIR/{targets,pins,holds}/NAME.yaml} for people, {@code DIR/.belay/…} for Belay. It holds
 * the lock of the directory until it is closed. Conditional writes compare contents; only an editor that saves between
 * the comparison and the rename, microseconds later, could be overwritten.
 */
public final class DirectoryStore implements RecordStore, DocumentStore, AutoCloseable {
    private final DirectoryLock lock;
    private final DirectoryRecords records;
    private final DirectoryDocuments documents;

    private DirectoryStore(DirectoryLock lock, DirectoryRecords records, DirectoryDocuments documents) {
        this.lock = lock;
        this.records = records;
        this.documents = documents;
    }

    /**
     * Takes the directory for this process.
     *
     * @throws dev.belay.model.FailureException with {@link dev.belay.model.Failure.Conflict} when another daemon has it,
     *     {@link dev.belay.model.Failure.NotFound} when there is no such directory
     */
    public static DirectoryStore open(Path directory) {
        var root = new Root(directory);
        return new DirectoryStore(
                DirectoryLock.take(root), new DirectoryRecords(directory), new DirectoryDocuments(root));
    }

    @Override
    public RecordListing list(@Nullable RecordListing previous) {
        return records.list(previous);
    }

    @Override
    public @Nullable StoredRecord read(RecordKind kind, String name) {
        return records.read(kind, name);
    }

    @Override
    public String write(RecordKind kind, String name, Node.Mapping record, @Nullable String expected) {
        lock.require();
        return records.write(kind, name, record, expected);
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        lock.require();
        records.delete(kind, name, expected);
    }

    @Override
    public @Nullable Document read(String path) {
        return documents.read(path);
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        lock.require();
        return documents.write(path, content, expected);
    }

    @Override
    public void delete(String path) {
        lock.require();
        documents.delete(path);
    }

    @Override
    public List<String> list(String folder) {
        return documents.list(folder);
    }

    @Override
    public SortedMap<String, String> versions(String folder) {
        return documents.versions(folder);
    }

    /** Lets another daemon have the directory. */
    @Override
    public void close() {
        lock.close();
    }
}
