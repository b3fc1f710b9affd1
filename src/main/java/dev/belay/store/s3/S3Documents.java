package dev.belay.store.s3;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.DocumentPath;
import dev.belay.store.DocumentStore;
import dev.belay.store.Gzip;
import dev.belay.store.Writer;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Documents as objects {@code FOLDER/….json}, so that people can read them. Large ones are compressed, under the same
 * key, and say so by their Content-Encoding. Versions are ETags.
 */
final class S3Documents implements DocumentStore {
    private static final String SUFFIX = ".json";

    /** In characters. Smaller ones stay readable with any tool. */
    private static final int LARGE = 64 * 1024;

    private final Bucket bucket;
    private final Writer writer;

    S3Documents(Bucket bucket, Writer writer) {
        this.bucket = bucket;
        this.writer = writer;
    }

    @Override
    public @Nullable Document read(String path) {
        String key = key(path);
        Bucket.Body body = bucket.get(key);
        if (body == null) {
            return null;
        }
        try {
            return new Document(Gzip.text(body.bytes().asByteArrayUnsafe()), body.etag());
        } catch (IOException e) {
            throw new FailureException(new Failure.Invalid(bucket.place(key) + " is damaged: " + e.getMessage()), e);
        }
    }

    @Override
    public String write(String path, String content, @Nullable String expected) {
        String key = key(path);
        Writer.Stamp stamp = writer.stamp();
        Bucket.Upload upload = upload(content);
        return Writer.settled(() -> bucket.put(key, upload, expected, stamp), () -> bucket.written(key, stamp));
    }

    private static Bucket.Upload upload(String content) {
        return content.length() < LARGE
                ? new Bucket.Upload(SdkBytes.fromUtf8String(content), "application/json", null)
                : new Bucket.Upload(SdkBytes.fromByteArrayUnsafe(Gzip.compressed(content)), "application/json", "gzip");
    }

    @Override
    public void delete(String path) {
        bucket.delete(key(path));
    }

    @Override
    public List<String> list(String folder) {
        return List.copyOf(versions(folder).keySet());
    }

    @Override
    public SortedMap<String, String> versions(String folder) {
        var versions = new TreeMap<String, String>();
        for (Bucket.Entry entry : bucket.list(folder + "/", true)) {
            if (entry.key().endsWith(SUFFIX)) {
                versions.put(entry.key().substring(0, entry.key().length() - SUFFIX.length()), entry.etag());
            }
        }
        return versions;
    }

    private static String key(String path) {
        return DocumentPath.of(path) + SUFFIX;
    }
}
