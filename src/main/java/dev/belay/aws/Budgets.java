package dev.belay.aws;

import dev.belay.model.AwsScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be made: a token bucket for each of AWS's own, by account, region and group of operations. A
 * fifth of each is kept for operators, so that what runs in the background can't spend it. Thread-safe, never waits.
 */
public final class Budgets {
    /** Who wants to make a request. */
    public enum Claim {
        /** An operator's request, or what carries it out. */
        OPERATOR,
        /** All else. */
        REGULAR
    }

    private record Key(String account, String region, Limit limit) {}

    private final InstantSource clock;
    private final Map<Key, Bucket> buckets = new HashMap<>();

    public Budgets(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a request out of the budget, if there is one.
     *
     * @param service as {@link CallListener} names it
     * @param operation as AWS names it
     * @return whether the request may be made now; always, where AWS has no limit that we would meet
     */
    public synchronized boolean tryTake(AwsScope scope, String service, String operation, Claim claim) {
        Bucket bucket = bucket(scope, service, operation);
        if (bucket == null) {
            return true;
        }
        boolean enough = bucket.until(clock.instant(), claim).isZero();
        if (enough) {
            bucket.take();
        }
        return enough;
    }

    /** How long until {@link #tryTake} can succeed, if nobody else takes any meanwhile. Zero: now. */
    public synchronized Duration until(AwsScope scope, String service, String operation, Claim claim) {
        Bucket bucket = bucket(scope, service, operation);
        return bucket == null ? Duration.ZERO : bucket.until(clock.instant(), claim);
    }

    private @Nullable Bucket bucket(AwsScope scope, String service, String operation) {
        Limit limit = Limit.of(service, operation);
        if (limit == null) {
            return null;
        }
        String region =
                limit.global() || scope.region() == null ? "" : scope.region().toLowerCase(Locale.ROOT);
        return buckets.computeIfAbsent(
                new Key(account(scope), region, limit), key -> new Bucket(limit, clock.instant()));
    }

    /** Roles of one account share its limits. Empty: the daemon's own, whichever that is. */
    private static String account(AwsScope scope) {
        if (scope.assumeRole() == null) {
            return "";
        }
        String[] arn = scope.assumeRole().split(":", 6);
        return arn.length == 6 ? arn[4] : scope.assumeRole();
    }

    /** Holds the time at which it would have been empty, rather than tokens: exact, so that waiting {@link #until} suffices. */
    private static final class Bucket {
        private final Duration interval;
        private final Duration full;
        private final Duration kept;
        private Instant emptyAt;

        Bucket(Limit limit, Instant now) {
            interval = Duration.ofSeconds(1).dividedBy(limit.sustained());
            full = interval.multipliedBy(limit.burst());
            kept = interval.multipliedBy(limit.kept());
            emptyAt = now.minus(full);
        }

        Duration until(Instant now, Claim claim) {
            if (emptyAt.isBefore(now.minus(full))) {
                emptyAt = now.minus(full);
            } else if (emptyAt.isAfter(now)) {
                emptyAt = now; // the clock was set back
            }
            Duration wanted = switch (claim) {
                case OPERATOR -> interval;
                case REGULAR -> interval.plus(kept);
            };
            Duration missing = wanted.minus(Duration.between(emptyAt, now));
            return missing.isPositive() ? missing : Duration.ZERO;
        }

        void take() {
            emptyAt = emptyAt.plus(interval);
        }
    }
}
