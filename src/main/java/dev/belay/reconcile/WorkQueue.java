package dev.belay.reconcile;

import dev.belay.reconcile.Lane.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys that want a pass, the most urgent first and first come first served among equals.
 *
 * <ul>
 *   <li>A key is queued at most once, at the most urgent priority and the earliest time that was asked for.
 *   <li>A key is in flight at most once. What is added meanwhile is queued when its pass is {@linkplain #done done}, so
 *       nothing that happens during a pass is missed.
 *   <li>Nothing blocks; every operation takes logarithmic time. Thread-safe.
 * </ul>
 */
public final class WorkQueue {
    /**
     * A key whose pass begins.
     *
     * @param latency how long it was due before it was taken
     */
    public record Item(String key, Priority priority, Duration latency) {}

    /**
     * The queue in numbers, as the work queues of Kubernetes count them.
     *
     * @param depth keys that are due and not in flight
     * @param delayed keys that are queued for later
     * @param inFlight passes that have begun and are not done
     * @param adds keys that came due, ever
     * @param retries keys that were queued again after a failure, ever
     * @param unfinishedWork how long the passes in flight have been running, summed
     * @param longestRunning how long the oldest of them has
     */
    public record Stats(
            int depth,
            int delayed,
            int inFlight,
            long adds,
            long retries,
            Duration unfinishedWork,
            Duration longestRunning) {}

    /** What is asked for a key: a pass at this priority, not before this time. */
    private record Request(Priority priority, Instant due) {
        Request and(Request other) {
            return new Request(
                    priority.compareTo(other.priority) <= 0 ? priority : other.priority,
                    due.isAfter(other.due) ? other.due : due);
        }
    }

    private record Place(Priority priority, Waiting waiting) {
        Request request() {
            return new Request(priority, waiting.due());
        }
    }

    private static final class Flight {
        private final Instant since;
        private @Nullable Request again;

        Flight(Instant since) {
            this.since = since;
        }
    }

    private final InstantSource clock;
    private final EnumMap<Priority, Lane> lanes = new EnumMap<>(Priority.class);
    private final Map<String, Place> queued = new HashMap<>();
    private final Map<String, Flight> flights = new HashMap<>();
    private volatile Runnable waker = () -> {};
    private long numbers;
    private long adds;
    private long retries;

    public WorkQueue(InstantSource clock) {
        this.clock = clock;
        for (Priority priority : Priority.values()) {
            lanes.put(priority, new Lane());
        }
    }

    /**
     * Has {@code waker} called, in the thread that queued something, whenever {@link #nextDue} may have come nearer. It
     * replaces an earlier one, must be quick and must not throw.
     */
    public void wakes(Runnable waker) {
        this.waker = waker;
    }

    /** Queues a key for now. */
    public void add(String key, Priority priority) {
        addAfter(key, Duration.ZERO, priority);
    }

    /** Queues a key for later. A delay that is not positive is now. */
    public void addAfter(String key, Duration delay, Priority priority) {
        enqueue(key, delay, priority, false);
    }

    /** Queues a key for later, and counts it as a retry. */
    public void retryAfter(String key, Duration delay, Priority priority) {
        enqueue(key, delay, priority, true);
    }

    private void enqueue(String key, Duration delay, Priority priority, boolean retry) {
        synchronized (this) {
            Instant now = clock.instant();
            ripen(now);
            retries += retry ? 1 : 0;
            var request = new Request(priority, delay.isPositive() ? now.plus(delay) : now);
            Flight flight = flights.get(key);
            if (flight == null) {
                place(key, request, now);
            } else {
                flight.again = flight.again == null ? request : flight.again.and(request);
            }
        }
        waker.run();
    }

    /** Begins the most urgent pass that is due. Null: none is. */
    public @Nullable Item poll() {
        return poll(Priority.RESYNC);
    }

    /** Begins the most urgent pass that is due, of those at least as urgent as {@code leastUrgent}. Null: none is. */
    public synchronized @Nullable Item poll(Priority leastUrgent) {
        Instant now = clock.instant();
        ripen(now);
        for (var lane : lanes.entrySet()) {
            Waiting waiting =
                    lane.getKey().compareTo(leastUrgent) <= 0 ? lane.getValue().poll() : null;
            if (waiting != null) {
                queued.remove(waiting.key());
                flights.put(waiting.key(), new Flight(now));
                return new Item(waiting.key(), lane.getKey(), between(waiting.due(), now));
            }
        }
        return null;
    }

    /** Ends the pass in flight of a key, which makes room for what was asked for meanwhile. */
    public void done(String key) {
        synchronized (this) {
            Instant now = clock.instant();
            ripen(now);
            Flight flight = flights.remove(key);
            if (flight == null || flight.again == null) {
                return;
            }
            place(key, flight.again, now);
        }
        waker.run();
    }

    /** Drops what is queued for a key. A pass in flight goes on, and nothing of what was asked for meanwhile follows it. */
    public synchronized void forget(String key) {
        Place place = queued.remove(key);
        if (place != null) {
            lane(place.priority()).remove(place.waiting());
        }
        Flight flight = flights.get(key);
        if (flight != null) {
            flight.again = null;
        }
    }

    /** When the next pass is due; not after now: at once; null: nothing is queued. */
    public @Nullable Instant nextDue() {
        return nextDue(Priority.RESYNC);
    }

    /** When the next pass that is at least as urgent as {@code leastUrgent} is due; null: none is queued. */
    public synchronized @Nullable Instant nextDue(Priority leastUrgent) {
        Instant next = null;
        for (var lane : lanes.entrySet()) {
            Instant due =
                    lane.getKey().compareTo(leastUrgent) <= 0 ? lane.getValue().nextDue() : null;
            if (due != null && (next == null || due.isBefore(next))) {
                next = due;
            }
        }
        return next;
    }

    /** The queue in numbers, now. */
    public synchronized Stats stats() {
        Instant now = clock.instant();
        ripen(now);
        var unfinished = Duration.ZERO;
        var longest = Duration.ZERO;
        for (Flight flight : flights.values()) {
            Duration running = between(flight.since, now);
            unfinished = unfinished.plus(running);
            longest = longest.compareTo(running) < 0 ? running : longest;
        }
        int ready = lanes.values().stream().mapToInt(Lane::ready).sum();
        int delayed = lanes.values().stream().mapToInt(Lane::delayed).sum();
        return new Stats(ready, delayed, flights.size(), adds, retries, unfinished, longest);
    }

    private void place(String key, Request request, Instant now) {
        Place before = queued.get(key);
        Request wanted = before == null ? request : before.request().and(request);
        if (before != null) {
            if (wanted.equals(before.request())) {
                return;
            }
            lane(before.priority()).remove(before.waiting());
            // One that had come due already was counted then, and is about to be counted again.
            adds -= before.waiting().due().isAfter(now) ? 0 : 1;
        }
        var waiting = new Waiting(key, wanted.due(), numbers++);
        queued.put(key, new Place(wanted.priority(), waiting));
        lane(wanted.priority()).add(waiting);
        ripen(now);
    }

    private void ripen(Instant now) {
        for (Lane lane : lanes.values()) {
            adds += lane.ripen(now);
        }
    }

    private Lane lane(Priority priority) {
        return Objects.requireNonNull(lanes.get(priority));
    }

    /** The clock is the wall's, which may be set back. */
    private static Duration between(Instant from, Instant to) {
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }
}
