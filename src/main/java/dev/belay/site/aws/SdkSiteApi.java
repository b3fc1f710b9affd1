package dev.belay.site.aws;

import dev.belay.aws.Failures;
import dev.belay.model.AwsScope;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.site.SiteApi;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The site room's port on the SDK's clients. */
public final class SdkSiteApi implements SiteApi {
    /** Most that {@code CopyObject} takes: 5 GiB. */
    private static final long COPY_LIMIT = 5L << 30;

    /** Most that {@code ListObjectsV2} gives. */
    private static final int PAGE = 1_000;

    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;

    private final Function<AwsScope, S3Client> s3;
    private final Distributions distributions;
    private final Listings listings;
    private final long copyLimit;

    /** Clients are asked for at each call; whoever hands them out may keep them. */
    public SdkSiteApi(Function<AwsScope, S3Client> s3, Function<AwsScope, CloudFrontClient> cloudFront) {
        this(s3, cloudFront, COPY_LIMIT, PAGE);
    }

    /** With other limits than S3's, so that multipart copies can be tried on small objects, and pages with few. */
    SdkSiteApi(
            Function<AwsScope, S3Client> s3,
            Function<AwsScope, CloudFrontClient> cloudFront,
            long copyLimit,
            int page) {
        this.s3 = s3;
        this.distributions = new Distributions(cloudFront);
        this.listings = new Listings(new VirtualParallel(), page);
        this.copyLimit = copyLimit;
    }

    @Override
    public List<Listed> list(AwsScope scope, S3Place place) {
        return Failures.translating(
                "s3 ListObjectsV2 " + place,
                () -> listings.list(s3.apply(scope), scope, place).stream()
                        .sorted(Comparator.comparing(Listed::key))
                        .toList());
    }

    @Override
    public @Nullable Head head(AwsScope scope, String bucket, String key) {
        return orNull(
                Set.of(NOT_FOUND),
                "s3 HeadObject s3://" + bucket + "/" + key,
                () -> ObjectHeaders.head(s3.apply(scope)
                        .headObject(request -> request.bucket(bucket).key(key))));
    }

    @Override
    public @Nullable Content get(AwsScope scope, String bucket, String key, String etag) {
        return orNull(Set.of(NOT_FOUND, PRECONDITION_FAILED), "s3 GetObject s3://" + bucket + "/" + key, () -> {
            var object = s3.apply(scope)
                    .getObjectAsBytes(request -> request.bucket(bucket).key(key).ifMatch(quoted(etag)));
            var response = object.response();
            return new Content(object.asByteArray(), response.contentType(), response.contentEncoding());
        });
    }

    @Override
    public CopyResult copy(AwsScope scope, Copy copy) {
        var client = s3.apply(scope);
        String what = "s3 CopyObject to s3://" + copy.toBucket() + "/" + copy.toKey();
        return Failures.translating(what, () -> {
            try {
                return copy.size() > copyLimit ? new MultipartCopy(client, copy, copyLimit).run() : plain(client, copy);
            } catch (S3Exception e) {
                if (isSourceChanged(e)) {
                    return new SourceChanged();
                }
                throw e;
            }
        });
    }

    private static Copied plain(S3Client client, Copy copy) {
        var result = client.copyObject(CopyObjectRequest.builder()
                        .sourceBucket(copy.fromBucket())
                        .sourceKey(copy.fromKey())
                        .copySourceIfMatch(quoted(copy.etag()))
                        .destinationBucket(copy.toBucket())
                        .destinationKey(copy.toKey())
                        .metadataDirective(MetadataDirective.COPY)
                        .overrideConfiguration(Patience.copying(copy.size()))
                        .build())
                .copyObjectResult();
        return new Copied(unquoted(result.eTag()), result.lastModified());
    }

    /** A missing bucket is not a missing object: that may be the live one. */
    private static boolean isSourceChanged(S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return e.statusCode() == PRECONDITION_FAILED || "NoSuchKey".equals(code);
    }

    @Override
    public List<DeleteError> delete(AwsScope scope, String bucket, List<String> keys) {
        return Failures.translating("s3 DeleteObjects " + bucket, () -> {
            var objects = keys.stream()
                    .map(key -> ObjectIdentifier.builder().key(key).build())
                    .toList();
            return s3
                    .apply(scope)
                    .deleteObjects(request -> request.bucket(bucket)
                            .delete(delete -> delete.objects(objects).quiet(true)))
                    .errors()
                    .stream()
                    .filter(error -> !"NoSuchKey".equals(error.code()))
                    .map(error -> new DeleteError(error.key(), failure(bucket, error)))
                    .toList();
        });
    }

    private static Failure failure(String bucket, S3Error error) {
        String message = "s3 DeleteObjects s3://" + bucket + "/" + error.key() + ": " + error.code()
                + (error.message() == null ? "" : ": " + error.message());
        return switch (error.code() == null ? "" : error.code()) {
            case "AccessDenied" -> new Failure.Denied(message);
            case "SlowDown" -> new Failure.Throttled(message);
            default -> new Failure.Unavailable(message);
        };
    }

    @Override
    public List<Origin> origins(AwsScope scope, String distribution) {
        return distributions.origins(scope, distribution);
    }

    @Override
    public InvalidationStatus createInvalidation(
            AwsScope scope, String distribution, String callerReference, List<String> paths) {
        return distributions.createInvalidation(scope, distribution, callerReference, paths);
    }

    @Override
    public @Nullable InvalidationStatus invalidation(AwsScope scope, String distribution, String id) {
        return distributions.invalidation(scope, distribution, id);
    }

    /** Null where S3 answers with one of these; but a missing bucket is a failure. */
    private static <T> @Nullable T orNull(Set<Integer> statuses, String what, Supplier<T> call) {
        try {
            return Failures.translating(what, call);
        } catch (FailureException failure) {
            if (!(failure.getCause() instanceof S3Exception e)) {
                throw failure;
            }
            boolean noBucket = e.awsErrorDetails() != null
                    && "NoSuchBucket".equals(e.awsErrorDetails().errorCode());
            if (statuses.contains(e.statusCode()) && !noBucket) {
                return null;
            }
            throw failure;
        }
    }

    static String unquoted(String etag) {
        return etag.replace("\"", "");
    }

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }
}
