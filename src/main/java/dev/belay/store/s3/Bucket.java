package dev.belay.store.s3;

import dev.belay.aws.Failures;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.store.Writer.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The calls to S3 that the store is made of, in our own types and failures. Keys are relative to the prefix. */
final class Bucket {
    private static final String WRITER = "belay-writer";
    private static final String SEQUENCE = "belay-sequence";
    private static final int ATTEMPTS = 3;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    /** @param prefix with or without a slash at its end; empty: the whole bucket */
    Bucket(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /** An object of a listing. */
    record Entry(String key, String etag, long size) {}

    /** An object as fetched. */
    record Body(SdkBytes bytes, String etag) {}

    /** What is sent. */
    record Upload(
            SdkBytes bytes, String contentType, @Nullable String contentEncoding) {}

    /** For people. */
    String place(String key) {
        return "s3://" + bucket + "/" + prefix + key;
    }

    /**
     * All pages of a listing.
     *
     * @param deep whether keys with further slashes are listed as well
     */
    List<Entry> list(String start, boolean deep) {
        List<Entry> entries = new ArrayList<>();
        String next = null;
        do {
            String token = next;
            ListObjectsV2Response page = Failures.translating(
                    "s3 ListObjectsV2 " + place(start), () -> client.listObjectsV2(listing(start, deep, token)));
            page.contents()
                    .forEach(object -> entries.add(
                            new Entry(object.key().substring(prefix.length()), plain(object.eTag()), object.size())));
            next = page.nextContinuationToken();
            if (next == null && Boolean.TRUE.equals(page.isTruncated())) {
                throw new Failure.Unavailable("the listing of " + place(start) + " breaks off").asException();
            }
        } while (next != null);
        return entries;
    }

    private ListObjectsV2Request listing(String start, boolean deep, @Nullable String token) {
        var request = ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + start);
        if (!deep) {
            request.delimiter("/");
        }
        if (token != null) {
            request.continuationToken(token);
        }
        return request.build();
    }

    /** Null: there is none. */
    @Nullable
    Body get(String key) {
        return orNull(key, "GetObject", () -> {
            var answer = client.getObjectAsBytes(b -> b.bucket(bucket).key(prefix + key));
            return new Body(
                    SdkBytes.fromByteArrayUnsafe(answer.asByteArrayUnsafe()),
                    plain(answer.response().eTag()));
        });
    }

    /**
     * Writes on condition.
     *
     * @param expected ETag of what is replaced; null: there must be none
     * @return the new ETag
     */
    String put(String key, Upload upload, @Nullable String expected, Stamp stamp) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(prefix + key)
                .contentType(upload.contentType())
                .metadata(Map.of(WRITER, stamp.writer(), SEQUENCE, Long.toString(stamp.sequence())));
        if (upload.contentEncoding() != null) {
            request.contentEncoding(upload.contentEncoding());
        }
        if (expected == null) {
            request.ifNoneMatch("*");
        } else {
            request.ifMatch(quoted(expected));
        }
        return moved(key, "PutObject", () -> {
            var answer = client.putObject(
                    request.build(), RequestBody.fromBytes(upload.bytes().asByteArrayUnsafe()));
            return plain(answer.eTag());
        });
    }

    /** The ETag of an object that this very write stored; null: what is there, if anything, is of another. */
    @Nullable
    String written(String key, Stamp stamp) {
        return orNull(key, "HeadObject", () -> {
            var head = client.headObject(b -> b.bucket(bucket).key(prefix + key));
            boolean ours = stamp.writer().equals(head.metadata().get(WRITER))
                    && Long.toString(stamp.sequence()).equals(head.metadata().get(SEQUENCE));
            return ours ? plain(head.eTag()) : null;
        });
    }

    /** Deletes an object of this ETag. */
    void delete(String key, String expected) {
        moved(key, "DeleteObject", () -> {
            client.deleteObject(b -> b.bucket(bucket).key(prefix + key).ifMatch(quoted(expected)));
            return expected;
        });
    }

    /** Deletes an object, whatever it is; none is fine. */
    void delete(String key) {
        Failures.translating(
                "s3 DeleteObject " + place(key),
                () -> client.deleteObject(b -> b.bucket(bucket).key(prefix + key)));
    }

    private interface Call<T extends @Nullable Object> {
        T make();
    }

    private <T> @Nullable T orNull(String key, String operation, Call<@Nullable T> call) {
        try {
            return call.make();
        } catch (NoSuchKeyException e) {
            return null;
        } catch (SdkException e) {
            // The answer to a HEAD has no body that could tell a missing key from a missing bucket.
            FailureException failure = failure(key, operation, e);
            if (operation.equals("HeadObject") && failure.failure() instanceof Failure.NotFound) {
                return null;
            }
            throw failure;
        }
    }

    /** A conditional call. What it expected and is gone counts as moved, too. */
    private String moved(String key, String operation, Call<String> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (NoSuchKeyException e) {
                throw new FailureException(new Failure.Conflict(place(key) + " was deleted meanwhile"), e);
            } catch (S3Exception e) {
                // 409: another conditional call was in the way and nobody won yet.
                if (e.statusCode() != 409 || attempt == ATTEMPTS) {
                    throw e.statusCode() == 412
                            ? new FailureException(new Failure.Conflict(place(key) + " was changed meanwhile"), e)
                            : failure(key, operation, e);
                }
            } catch (SdkException e) {
                throw failure(key, operation, e);
            }
        }
    }

    private FailureException failure(String key, String operation, SdkException e) {
        return new FailureException(Failures.of("s3 " + operation + " " + place(key), e), e);
    }

    private static String plain(@Nullable String etag) {
        if (etag == null) {
            // Seen of servers that lose a race; whoever wrote then looks whether it is stored.
            throw new Failure.Unavailable("s3 answered without an ETag").asException();
        }
        return etag.replace("\"", "");
    }

    private static String quoted(String etag) {
        return "\"" + etag + "\"";
    }
}
