package dev.belay.diagnose.aws;

import dev.belay.aws.AwsClients;
import dev.belay.aws.Failures;
import dev.belay.diagnose.SiteClues;
import dev.belay.model.AwsScope;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudfront.model.CacheBehavior;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** S3 and CloudFront. */
final class SdkSiteClues implements SiteClues {
    /** Entries are pages: what is longer is told apart by its size alone. */
    private static final long LONGEST = 4L << 20;

    private final AwsClients clients;

    SdkSiteClues(AwsClients clients) {
        this.clients = clients;
    }

    @Override
    public Origins origins(AwsScope scope, String distribution) {
        DistributionConfig config = Failures.translating(
                "cloudfront GetDistributionConfig " + distribution,
                () -> clients.cloudFront(scope)
                        .getDistributionConfig(
                                request -> request.id(distribution).overrideConfiguration(Quick.TIMEOUTS))
                        .distributionConfig());
        Stream<String> others = config.cacheBehaviors() == null
                ? Stream.empty()
                : config.cacheBehaviors().items().stream().map(CacheBehavior::targetOriginId);
        return new Origins(
                distribution,
                origins(config, config.defaultCacheBehavior().targetOriginId()),
                others.distinct().flatMap(id -> origins(config, id).stream()).toList());
    }

    /** An id is an origin's or a group's, which fetches from the first of its members that answers. */
    private static List<Origin> origins(DistributionConfig config, String id) {
        Stream<String> members = config.originGroups() == null
                ? Stream.empty()
                : config.originGroups().items().stream()
                        .filter(group -> group.id().equals(id))
                        .flatMap(group -> group.members().items().stream())
                        .map(member -> member.originId());
        return Stream.concat(Stream.of(id), members)
                .flatMap(one -> config.origins().items().stream()
                        .filter(origin -> origin.id().equals(one)))
                .map(origin -> new Origin(origin.domainName(), Objects.requireNonNullElse(origin.originPath(), "")))
                .toList();
    }

    @Override
    public @Nullable InvalidationSeen invalidation(AwsScope scope, String distribution, String id) {
        return Failures.translating("cloudfront GetInvalidation " + distribution + " " + id, () -> {
            try {
                var found = clients.cloudFront(scope)
                        .getInvalidation(request ->
                                request.distributionId(distribution).id(id).overrideConfiguration(Quick.TIMEOUTS))
                        .invalidation();
                var batch = found.invalidationBatch();
                return new InvalidationSeen(
                        distribution,
                        id,
                        "Completed".equalsIgnoreCase(found.status()),
                        found.createTime(),
                        batch == null || batch.paths() == null
                                ? List.of()
                                : batch.paths().items());
            } catch (NoSuchInvalidationException e) {
                return null;
            }
        });
    }

    @Override
    public @Nullable Entry entry(AwsScope scope, String bucket, String key) {
        return Failures.translating("s3 GetObject s3://" + bucket + "/" + key, () -> {
            try (var object = clients.s3(scope)
                    .getObject(request -> request.bucket(bucket).key(key).overrideConfiguration(Quick.TIMEOUTS))) {
                GetObjectResponse head = object.response();
                long size = head.contentLength();
                return new Entry(
                        bucket, key, size, size > LONGEST ? aborted(object) : sha256(object), head.cacheControl());
            } catch (NoSuchKeyException e) {
                return null;
            } catch (IOException e) {
                throw SdkClientException.create("reading it failed: " + e.getMessage(), e);
            }
        });
    }

    private static @Nullable String aborted(ResponseInputStream<GetObjectResponse> object) {
        object.abort();
        return null;
    }

    private static String sha256(ResponseInputStream<GetObjectResponse> object) throws IOException {
        try (var digesting = new DigestInputStream(object, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
