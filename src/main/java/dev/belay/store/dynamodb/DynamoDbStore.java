package dev.belay.store.dynamodb;

import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.Node;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import dev.belay.store.Writer;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The store in one table with partition key {@code kind} and sort key {@code name}, both strings. Records are items of kind
 * {@code Target}, {@code Pin} and {@code Hold} with attributes {@code apiVersion}, {@code metadata}, {@code spec} and
 * {@code revision}. A look for changes costs one query a kind and a megabyte. Writes compare all that was read.
 */
public final class DynamoDbStore implements RecordStore, DocumentStore {
    private final DynamoDbRecords records;
    private final DynamoDbDocuments documents;

    /** A store in a table that exists. */
    public DynamoDbStore(DynamoDbClient client, String table, Writer writer) {
        var calls = new Table(client, table);
        this.records = new DynamoDbRecords(calls, writer);
        this.documents = new DynamoDbDocuments(calls, writer);
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
        return records.write(kind, name, record, expected);
    }

    @Override
    public void delete(RecordKind kind, String name, String expected) {
        records.delete(kind, name, expected);
    }

    @Override
    public @Nullable Document read(String path) {
        return documents.read(path);
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        return documents.write(path, content, expected);
    }

    @Override
    public void delete(String path) {
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
}
