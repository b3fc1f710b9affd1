package dev.belay.aws;

import dev.belay.model.AwsScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How many requests may be made: a token bucket for each of AWS's own, by account, region and group of operations. Of each a fifth is kept
 * for operators, and what runs in the background leaves a half. Who finds none gets a place in a line, so that thousands who want one come
 * back when it is their turn, and nobody in vain. Thread-safe, never waits.
 */
public final class Budgets {
    /** Who wants to make a request, the most urgent first. */
    public enum Claim {
        /** An operator's request, or what carries it out. */
        OPERATOR(0),
        /** All else that moves something. */
        REGULAR(5),
        /** What can as well be done later. */
        BACKGROUND(2);

        private final int divisor;

        /** @param divisor the part of a burst that is not touched; 0: all may be taken */
        Claim(int divisor) {
            this.divisor = divisor;
        }

        int leaves(int burst) {
            return divisor == 0 ? 0 : burst / divisor;
        }
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

    /**
     * The same for one of many who want the same: first come, first served among equal claims. Who comes back when told to finds a request,
     * unless somebody more urgent took it; then a moment later. A place that nobody comes back to is lost after half a minute.
     *
     * @param who for whom the place is kept, such as the service that is to be updated
     * @return zero: taken; else how long until it is worth asking again
     */
    public synchronized Duration takeInTurn(AwsScope scope, String service, String operation, Claim claim, String who) {
        Bucket bucket = bucket(scope, service, operation);
        return bucket == null ? Duration.ZERO : bucket.takeInTurn(clock.instant(), claim, who);
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
        private final Limit limit;
        private final Duration interval;
        private final Duration full;
        private final Map<Claim, Line> lines = new EnumMap<>(Claim.class);
        private Instant emptyAt;

        Bucket(Limit limit, Instant now) {
            this.limit = limit;
            interval = Duration.ofSeconds(1).dividedBy(limit.sustained());
            full = interval.multipliedBy(limit.burst());
            emptyAt = now.minus(full);
            for (Claim claim : Claim.values()) {
                lines.put(claim, new Line());
            }
        }

        Duration until(Instant now, Claim claim) {
            return until(now, claim, 1);
        }

        private Duration until(Instant now, Claim claim, int requests) {
            if (emptyAt.isBefore(now.minus(full))) {
                emptyAt = now.minus(full);
            } else if (emptyAt.isAfter(now)) {
                emptyAt = now; // the clock was set back
            }
            Duration wanted = interval.multipliedBy(requests + claim.leaves(limit.burst()));
            Duration missing = wanted.minus(Duration.between(emptyAt, now));
            return missing.isPositive() ? missing : Duration.ZERO;
        }

        void take() {
            emptyAt = emptyAt.plus(interval);
        }

        Duration takeInTurn(Instant now, Claim claim, String who) {
            Line line = Objects.requireNonNull(lines.get(claim));
            line.letGo(now);
            if (line.spend(who)) {
                return Duration.ZERO;
            }
            // Who had a turn and wants more is not sent to the end: half done, it would be begun again.
            int requests = line.hadTurn(who) ? 1 : limit.turn();
            Duration wait = until(now, claim, line.ahead(who) * limit.turn() + requests);
            if (wait.isZero()) {
                for (int i = 0; i < requests; i++) {
                    take();
                }
                line.serve(who, now, requests - 1);
            } else {
                line.expect(who, now.plus(wait));
            }
            return wait;
        }
    }

    /**
     * Those who wait, in the order in which they came, and those who had a turn a short while ago. A turn is as many requests as are mostly
     * made in one: who got the first of them shall get the others.
     */
    private static final class Line {
        private static final Duration KEPT = Duration.ofSeconds(30);

        private record Turn(Instant at, int left) {}

        /** When each is expected back. */
        private final SequencedMap<String, Instant> waiting = new LinkedHashMap<>();

        private final SequencedMap<String, Turn> turns = new LinkedHashMap<>();

        /** Whether a request was left of the turn, which is then spent. */
        boolean spend(String who) {
            Turn turn = turns.get(who);
            if (turn == null || turn.left() == 0) {
                return false;
            }
            turns.put(who, new Turn(turn.at(), turn.left() - 1));
            return true;
        }

        boolean hadTurn(String who) {
            return turns.containsKey(who);
        }

        /** How many are to be served before. */
        int ahead(String who) {
            if (hadTurn(who)) {
                return 0;
            } else if (!waiting.containsKey(who)) {
                return waiting.size();
            }
            int ahead = 0;
            for (String other : waiting.sequencedKeySet()) {
                if (other.equals(who)) {
                    break;
                }
                ahead++;
            }
            return ahead;
        }

        void expect(String who, Instant back) {
            if (!hadTurn(who)) {
                waiting.put(who, back);
            }
        }

        void serve(String who, Instant now, int left) {
            waiting.remove(who);
            turns.putLast(who, new Turn(now, left));
        }

        void letGo(Instant now) {
            while (!waiting.isEmpty()
                    && waiting.firstEntry().getValue().plus(KEPT).isBefore(now)) {
                waiting.pollFirstEntry();
            }
            while (!turns.isEmpty()
                    && turns.firstEntry().getValue().at().plus(KEPT).isBefore(now)) {
                turns.pollFirstEntry();
            }
        }
    }
}
