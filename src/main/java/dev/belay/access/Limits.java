package dev.belay.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one who asks too much from being in everybody's way. In memory, for each replica by itself, and of a bounded number of
 * callers and addresses. Whoever shows a good token is never held up by what others behind the same address get wrong.
 */
@Singleton
class Limits {
    private static final int REMEMBERED = 10_000;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Rates rates;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(PERIOD.multipliedBy(2))
            .build();

    @Inject
    Limits(Rates rates, Clock clock) {
        this.rates = rates;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /** Empty: it may go on. */
    Optional<Response> take(Identity identity, boolean write) {
        String who = identity.means().word() + " " + identity.caller().name();
        return write ? spent("w " + who, rates.writes(), "writes") : spent("r " + who, rates.reads(), "requests");
    }

    /** Takes down an attempt with something that is not good. Empty: it may be told so. */
    Optional<Response> failed(String address) {
        return spent("f " + network(address), rates.failures(), "attempts with a token that is not good");
    }

    /** Whether so much went wrong from there that nothing costly is looked into. */
    boolean exhausted(String address) {
        return bucket("f " + network(address), rates.failures()).getAvailableTokens() == 0;
    }

    private Optional<Response> spent(String key, int perMinute, String what) {
        var probe = bucket(key, perMinute).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return Optional.empty();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
        var problem = Problem.of(ProblemType.TOO_MANY, "more than " + perMinute + " " + what + " a minute");
        return Optional.of(Response.fromResponse(problem.response())
                .header("Retry-After", seconds)
                .build());
    }

    private Bucket bucket(String key, int perMinute) {
        return buckets.get(
                key,
                unknown -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** A household has a /64 of IPv6 addresses. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
