package dev.belay.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands until it is told to go on. */
public final class VirtualTime implements InstantSource {
    public static final Instant START = Instant.parse("2026-11-20T14:32:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    public void to(Instant instant) {
        now = instant;
    }
}
