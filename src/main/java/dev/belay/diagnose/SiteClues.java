package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What S3 and CloudFront tell of a site. Each call ends within seconds, or throws {@link FailureException}. */
public interface SiteClues {
    /** Where a distribution fetches from: the default behaviour's origins first, then those of all others. */
    Origins origins(AwsScope scope, String distribution);

    /** Null: CloudFront does not know it, or no longer. */
    @Nullable
    InvalidationSeen invalidation(AwsScope scope, String distribution, String id);

    /** An object; null: there is none. */
    @Nullable
    Entry entry(AwsScope scope, String bucket, String key);

    /** Where a distribution fetches from. */
    record Origins(String distribution, List<Origin> main, List<Origin> others) {
        public Origins {
            main = List.copyOf(main);
            others = List.copyOf(others);
        }
    }

    /**
     * One origin.
     *
     * @param path put before each request's; empty, or with a leading slash and none at the end
     */
    record Origin(String domain, String path) {
        @Override
        public String toString() {
            return domain + path;
        }
    }

    /** An invalidation. */
    record InvalidationSeen(
            String distribution,
            String id,
            boolean completed,
            @Nullable Instant createdAt,
            List<String> paths) {
        public InvalidationSeen {
            paths = List.copyOf(paths);
        }
    }

    /**
     * An object's content, as far as it has to be told apart.
     *
     * @param sha256 in hex; null: too long to be read
     */
    record Entry(
            String bucket,
            String key,
            long size,
            @Nullable String sha256,
            @Nullable String cacheControl) {
        /** Whether these are other bytes. */
        boolean differs(long otherSize, @Nullable String otherSha256) {
            return size != otherSize || (sha256 != null && otherSha256 != null && !sha256.equals(otherSha256));
        }

        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }
}
