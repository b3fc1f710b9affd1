package dev.belay.lease;

import dev.belay.model.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One replica's time as the one that acts. It lasts until a while after the lease was last renewed, by our own {@link Ticker}: others
 * take the lease over later than that, since they count from when they saw the renewal. While it has lapsed nothing begins; if it
 * turns out that nobody took over, it goes on. Once it {@link #isOver}, it never comes back. Thread-safe.
 */
public final class Tenure {
    private final long term;
    private final @Nullable Ticker ticker;
    private final AtomicLong until;
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong outdone = new AtomicLong();
    private volatile boolean over;

    Tenure(long term, @Nullable Ticker ticker, long until) {
        this.term = term;
        this.ticker = ticker;
        this.until = new AtomicLong(until);
    }

    /** Of a daemon that is alone by other means, such as the lock of a directory: it never lapses. */
    public static Tenure sole() {
        return new Tenure(0, null, 0);
    }

    /** Higher than that of every tenure before; the epoch of what this one writes. 0: there is no other, ever. */
    public long term() {
        return term;
    }

    /** Whether it lasts for longer than {@code time} from now on. */
    public boolean lasts(Duration time) {
        return !over && (ticker == null || until.get() - ticker.nanos() > time.toNanos());
    }

    /**
     * Before a call that changes something outside: another replica may act by the time a longer one ends.
     *
     * @param timeout how long the call may take
     * @throws dev.belay.model.FailureException {@link Failure.Unavailable} when the tenure does not last for longer
     */
    public void require(Duration timeout) {
        if (!lasts(timeout)) {
            throw new Failure.Unavailable(
                            "the lease does not last long enough for a call: another replica may act soon")
                    .asException();
        }
    }

    /** Whether another replica was seen to act. */
    public boolean isOver() {
        return over;
    }

    /** A status was written: others who show it read it anew. */
    public void said() {
        said.incrementAndGet();
    }

    /** Something bears the epoch of a later tenure. Where nobody else holds the lease, it was lost, and begins anew beyond that. */
    public void outdone(long epoch) {
        outdone.accumulateAndGet(epoch, Math::max);
    }

    long written() {
        return said.get();
    }

    long highest() {
        return Math.max(term, outdone.get());
    }

    void extend(long newUntil) {
        until.accumulateAndGet(newUntil, (known, later) -> later - known > 0 ? later : known);
    }

    void end() {
        over = true;
    }
}
