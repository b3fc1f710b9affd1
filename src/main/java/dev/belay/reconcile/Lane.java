package dev.belay.reconcile;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The queued keys of one priority: those that are due, first come first served, and those that are not yet. Not thread-safe. */
final class Lane {
    /** A key that waits. {@code number} tells apart what is due at the same time. */
    record Waiting(String key, Instant due, long number) {}

    private final LinkedHashSet<Waiting> ready = new LinkedHashSet<>();
    private final TreeSet<Waiting> delayed =
            new TreeSet<>(Comparator.comparing(Waiting::due).thenComparingLong(Waiting::number));

    void add(Waiting waiting) {
        delayed.add(waiting);
    }

    void remove(Waiting waiting) {
        if (!ready.remove(waiting)) {
            delayed.remove(waiting);
        }
    }

    /** Moves what came due behind what was due before; returns how many. */
    int ripen(Instant now) {
        int ripe = 0;
        while (!delayed.isEmpty() && !delayed.first().due().isAfter(now)) {
            ready.add(delayed.removeFirst());
            ripe++;
        }
        return ripe;
    }

    @Nullable
    Waiting poll() {
        return ready.isEmpty() ? null : ready.removeFirst();
    }

    /** When the first of them is due; null: none is queued. */
    @Nullable
    Instant nextDue() {
        if (!ready.isEmpty()) {
            return ready.getFirst().due();
        }
        return delayed.isEmpty() ? null : delayed.first().due();
    }

    int ready() {
        return ready.size();
    }

    int delayed() {
        return delayed.size();
    }
}
