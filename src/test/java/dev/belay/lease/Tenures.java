package dev.belay.lease;

import java.time.Duration;

/** Tenures as tests need them. */
public final class Tenures {
    private Tenures() {}

    /** One that lasts for so long by a clock that stands. */
    public static Tenure of(long term, Duration rest) {
        return new Tenure(term, () -> 0, rest.toNanos());
    }
}
