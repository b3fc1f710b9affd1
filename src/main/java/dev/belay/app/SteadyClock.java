package dev.belay.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The machine's clock, but that it never goes back: what is due is not put off, and what is old not young again, when somebody sets the
 * clock. After the machine's clock was set back this one goes on at nine tenths of its pace until both agree. Thread-safe.
 */
final class SteadyClock extends Clock {
    private static final long SLOWED = 10;

    private final Clock machine;
    private final LongSupplier nanos;
    private Instant last;
    private long at;

    /** @param nanos time as it passes, whatever the clock says */
    SteadyClock(Clock machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
        this.last = machine.instant();
        this.at = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long now = nanos.getAsLong();
        Duration passed = Duration.ofNanos(Math.max(0, now - at));
        Instant machines = machine.instant();
        Instant slowed = last.plus(passed.minus(passed.dividedBy(SLOWED)));
        last = machines.isAfter(slowed) ? machines : slowed;
        at = now;
        return last;
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(machine.withZone(zone), nanos);
    }
}
