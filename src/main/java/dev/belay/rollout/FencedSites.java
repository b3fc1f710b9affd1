package dev.belay.rollout;

import dev.belay.lease.Tenure;
import dev.belay.model.AwsScope;
import dev.belay.model.S3Place;
import dev.belay.site.SiteApi;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * S3 and CloudFront for one tenure: what changes something begins only while the tenure outlasts an ordinary call. A copy of a large
 * object may take longer than any lease; one that lands late is drift, which the next listing shows.
 *
 * @param call how long an ordinary call may take
 */
record FencedSites(SiteApi sites, Tenure tenure, Duration call) implements SiteApi {
    @Override
    public CopyResult copy(AwsScope scope, Copy copy) {
        tenure.require(call);
        return sites.copy(scope, copy);
    }

    @Override
    public List<DeleteError> delete(AwsScope scope, String bucket, List<String> keys) {
        tenure.require(call);
        return sites.delete(scope, bucket, keys);
    }

    @Override
    public InvalidationStatus createInvalidation(
            AwsScope scope, String distribution, String callerReference, List<String> paths) {
        tenure.require(call);
        return sites.createInvalidation(scope, distribution, callerReference, paths);
    }

    @Override
    public List<Listed> list(AwsScope scope, S3Place place) {
        return sites.list(scope, place);
    }

    @Override
    public @Nullable Head head(AwsScope scope, String bucket, String key) {
        return sites.head(scope, bucket, key);
    }

    @Override
    public @Nullable Content get(AwsScope scope, String bucket, String key, String etag) {
        return sites.get(scope, bucket, key, etag);
    }

    @Override
    public List<Origin> origins(AwsScope scope, String distribution) {
        return sites.origins(scope, distribution);
    }

    @Override
    public @Nullable InvalidationStatus invalidation(AwsScope scope, String distribution, String id) {
        return sites.invalidation(scope, distribution, id);
    }
}
