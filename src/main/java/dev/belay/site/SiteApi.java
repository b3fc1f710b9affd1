package dev.belay.site;

import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.S3Place;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a site needs of S3 and CloudFront. ETags are without quotes. Every method throws
 * {@link dev.belay.model.FailureException} for what went wrong outside; calls may have happened all the same.
 */
public interface SiteApi {
    /** At most this many keys go into one {@link #delete}. */
    int DELETE_LIMIT = 1_000;

    /**
     * An object as a listing shows it.
     *
     * @param key relative to the place that was listed, never empty
     */
    record Listed(String key, String etag, long size, Instant lastModified) {}

    /** An object as a HEAD shows it. */
    record Head(Headers headers, String etag, long size, Instant lastModified) {}

    /**
     * An object's bytes with what it is served with.
     *
     * @param contentEncoding null: none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, compared with what users get, never as a record
    record Content(
            byte[] bytes,
            @Nullable String contentType,
            @Nullable String contentEncoding) {}

    /**
     * A copy to be made on the server's side.
     *
     * @param etag what the source must still be
     * @param size of the source; beyond 5 GB it takes a multipart copy
     */
    record Copy(String fromBucket, String fromKey, String etag, long size, String toBucket, String toKey) {}

    /** What became of a copy. */
    sealed interface CopyResult {}

    /** The copy is live. */
    record Copied(String etag, Instant lastModified) implements CopyResult {}

    /** The source is another object than it was, or none; nothing was written. */
    record SourceChanged() implements CopyResult {}

    /** A key that could not be deleted. */
    record DeleteError(String key, Failure failure) {}

    /**
     * Where a distribution fetches from.
     *
     * @param path its {@code OriginPath}: empty, or with a leading and without a trailing slash
     */
    record Origin(String domain, String path) {}

    /** An invalidation's id and whether it is completed. */
    record InvalidationStatus(String id, boolean completed) {}

    /** All objects of a place, sorted by key as Java compares strings; whole or not at all. */
    List<Listed> list(AwsScope scope, S3Place place);

    /** Headers, ETag and size of one object; null when there is none. */
    @Nullable
    Head head(AwsScope scope, String bucket, String key);

    /** One object, if it is still what it was; null when it is not, or gone. */
    @Nullable
    Content get(AwsScope scope, String bucket, String key, String etag);

    /** Copies one object with its headers and user metadata, if the source is still what it was. */
    CopyResult copy(AwsScope scope, Copy copy);

    /**
     * Deletes up to {@link #DELETE_LIMIT} objects in one request; those that are gone already count as deleted.
     *
     * @return what could not be deleted
     */
    List<DeleteError> delete(AwsScope scope, String bucket, List<String> keys);

    /** Where a distribution's cache behaviours fetch from, that of the default behaviour first. */
    List<Origin> origins(AwsScope scope, String distribution);

    /** Begins an invalidation. The same reference with the same paths answers with the one that exists already. */
    InvalidationStatus createInvalidation(
            AwsScope scope, String distribution, String callerReference, List<String> paths);

    /** How an invalidation stands; null when there is none of that id. */
    @Nullable
    InvalidationStatus invalidation(AwsScope scope, String distribution, String id);
}
