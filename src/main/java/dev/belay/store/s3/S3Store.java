package dev.belay.store.s3;

import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.Node;
import dev.belay.store.RecordListing;
import dev.belay.store.RecordStore;
import dev.belay.store.StoredRecord;
import dev.belay.store.Writer;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The store in a bucket: {@code s3://BUCKET/PREFIX/{targets,pins,holds}/NAME.yaml} for people, documents beside them. A
 * look for changes costs one listing a kind and a thousand records, and a GET for each record that changed. Writes are
 * conditional on ETags.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
public final class S3Store implements RecordStore, DocumentStore {
    private final S3Records records;
    private final S3Documents documents;

    /**
     * Where it is.
     *
     * @param prefix with or without a slash at its end; empty: the whole bucket
     */
    public record Place(String bucket, String prefix) {}

    /** A store that makes its calls one after the other. */
    public S3Store(S3Client client, Place place, Writer writer) {
        this(client, place, writer, fetches -> fetches.forEach(Runnable::run));
    }

    /**
     * A store that lists the kinds of records, and fetches changed ones, side by side.
     *
     * @param together runs all it is given, in any order and on any thread, returns when all have ended, and throws what the first that failed threw
     */
    public S3Store(S3Client client, Place place, Writer writer, Consumer<List<Runnable>> together) {
        var bucket = new Bucket(client, place.bucket(), place.prefix());
        this.records = new S3Records(bucket, writer, together);
        this.documents = new S3Documents(bucket, writer);
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
