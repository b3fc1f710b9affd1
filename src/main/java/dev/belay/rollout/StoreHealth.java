package dev.belay.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether records and state can be read and written. While they can't, Belay observes and reports but begins nothing.
 * Thread-safe.
 */
public final class StoreHealth {
    private final InstantSource clock;
    private final Duration freshFor;
    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(null, null, null));

    private record Seen(
            @Nullable Instant readAt,
            @Nullable Instant readBefore,
            @Nullable String trouble) {}

    /**
     * @param freshFor how old the last listing of the records may be
     */
    public StoreHealth(InstantSource clock, Duration freshFor) {
        this.clock = clock;
        this.freshFor = freshFor;
    }

    void wasRead() {
        seen.updateAndGet(s -> new Seen(clock.instant(), s.readAt(), null));
    }

    void failed(String why) {
        seen.updateAndGet(s -> new Seen(s.readAt(), s.readBefore(), why));
    }

    /** When the records were last listed; null: never yet. */
    public @Nullable Instant readAt() {
        return seen.get().readAt();
    }

    /** The listing before the last one, or the last one where there is only that. */
    Instant readBefore() {
        Seen s = seen.get();
        Instant before = s.readBefore() == null ? s.readAt() : s.readBefore();
        return before == null ? clock.instant() : before;
    }

    /** What is wrong with the store; null: nothing that is known. */
    public @Nullable String trouble() {
        return seen.get().trouble();
    }

    /** Whether something may begin. */
    public boolean fresh() {
        Seen s = seen.get();
        Instant readAt = s.readAt();
        return s.trouble() == null
                && readAt != null
                && Duration.between(readAt, clock.instant()).compareTo(freshFor) <= 0;
    }
}
