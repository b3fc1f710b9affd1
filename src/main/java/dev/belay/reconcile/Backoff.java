package dev.belay.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * How long a key waits after a failure: from {@code base}, doubled with every failure in a row up to {@code max}, and of
 * that a random part between the half and the whole, so that keys which failed together do not come back together.
 * Thread-safe.
 */
public final class Backoff {
    public static final Duration BASE = Duration.ofSeconds(1);
    public static final Duration MAX = Duration.ofMinutes(5);

    private final Duration base;
    private final Duration max;
    private final RandomGenerator random;
    private final Map<String, Integer> failures = new HashMap<>();

    /** From one second to five minutes. */
    public Backoff(RandomGenerator random) {
        this(BASE, MAX, random);
    }

    /**
     * Between two bounds.
     *
     * @param base positive
     * @param max not below {@code base}
     */
    public Backoff(Duration base, Duration max, RandomGenerator random) {
        if (!base.isPositive() || max.compareTo(base) < 0) {
            throw new IllegalArgumentException("backoff from " + base + " to " + max);
        }
        this.base = base;
        this.max = max;
        this.random = random;
    }

    /** Counts a failure of the key, and says how long to wait because of it. */
    public synchronized Duration failed(String key) {
        int before = failures.merge(key, 1, Integer::sum) - 1;
        long whole = whole(before).toNanos();
        return Duration.ofNanos(random.nextLong(whole - whole / 2, whole + 1));
    }

    /** Forgets the failures of the key: it succeeded, or is no more. */
    public synchronized void reset(String key) {
        failures.remove(key);
    }

    /** How often in a row the key failed. */
    public synchronized int failures(String key) {
        return failures.getOrDefault(key, 0);
    }

    private Duration whole(int before) {
        Duration whole = base;
        for (int i = 0; i < before && whole.compareTo(max) < 0; i++) {
            whole = whole.multipliedBy(2);
        }
        return whole.compareTo(max) < 0 ? whole : max;
    }
}
