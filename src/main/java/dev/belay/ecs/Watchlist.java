package dev.belay.ecs;

import dev.belay.model.Failure;
import dev.belay.model.ServiceAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which services are watched for whom, what is known of them, and when each is due. Safe for use by many threads. */
final class Watchlist {
    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::moves)
            .thenComparing(Entry::unread)
            .reversed()
            .thenComparing(Entry::due);

    private final Map<String, Set<ServiceKey>> byTarget = new TreeMap<>();
    private final Map<String, Map<ServiceKey, Entry>> byObserver = new TreeMap<>();

    /**
     * @param target whom it is watched for
     * @param alone whether it is read in a call of its own, since a call that named it and others was refused
     * @param hurriedAt when it was last said to have changed
     */
    private record Entry(String target, Sighting sighting, Instant due, boolean alone, Instant hurriedAt) {
        Entry(String target, Instant due) {
            this(target, Sighting.NONE, due, false, Instant.MIN);
        }

        /** After a look that began then, which may have missed what was said since. */
        Entry seen(Sighting sighting, Instant began, Instant due) {
            Instant again = hurriedAt.isBefore(began) ? due : earlier(due, began.plus(ServiceObserver.FAST));
            return new Entry(target, sighting, again, alone, hurriedAt);
        }

        Entry failed(Failure failure, Instant due, boolean alone) {
            return new Entry(target, sighting.failed(failure), due, this.alone || alone, hurriedAt);
        }

        /** At once, or a moment after the last look: a hundred events are no reason for a hundred looks. */
        Entry hurried(Instant now) {
            Instant last = sighting.readAt() == null ? Instant.MIN : sighting.readAt();
            Instant soonest = later(now, last.plus(ServiceObserver.FAST));
            return new Entry(target, sighting, earlier(due, soonest), alone, now);
        }

        /** Whether something moves there, or may by what was said. */
        boolean moves() {
            Instant readAt = sighting.readAt();
            return readAt != null && (!hurriedAt.isBefore(readAt) || !due.isAfter(readAt.plus(ServiceObserver.FAST)));
        }

        boolean unread() {
            return sighting.readAt() == null;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isBefore(other) ? other : one;
        }
    }

    /**
     * A service whose time has come, or comes next.
     *
     * @param pressing whether something moves there, or nothing is known of it yet: such a look is not put off for the regular ones
     */
    record Due(ServiceKey key, boolean alone, boolean pressing) {}

    synchronized SortedSet<String> replace(String target, Collection<ServiceKey> services, Instant now) {
        Set<ServiceKey> before =
                services.isEmpty() ? byTarget.remove(target) : byTarget.put(target, new LinkedHashSet<>(services));
        if (before != null) {
            before.stream().filter(key -> !services.contains(key)).forEach(key -> forget(target, key));
        }
        var wake = new TreeSet<String>();
        for (ServiceKey key : services) {
            Map<ServiceKey, Entry> entries = byObserver.computeIfAbsent(observer(key), k -> new LinkedHashMap<>());
            if (entries.putIfAbsent(key, new Entry(target, now)) == null) {
                wake.add(observer(key));
            }
        }
        return wake;
    }

    private void forget(String target, ServiceKey key) {
        Map<ServiceKey, Entry> entries = of(observer(key));
        Entry entry = entries.get(key);
        if (entry != null && entry.target().equals(target)) {
            entries.remove(key);
        }
        if (entries.isEmpty()) {
            byObserver.remove(observer(key));
        }
    }

    synchronized Sighting sighting(ServiceKey key) {
        Entry entry = of(observer(key)).get(key);
        return entry == null ? Sighting.NONE : entry.sighting();
    }

    /** Those whose time has come: where something moves first, then those never read, and among equals the longest overdue. */
    synchronized List<Due> due(String observer, Instant now) {
        return sorted(observer, entry -> !entry.due().isAfter(now));
    }

    /** The others, the next first. */
    synchronized List<Due> later(String observer, Instant now) {
        return sorted(observer, entry -> entry.due().isAfter(now));
    }

    private List<Due> sorted(String observer, Predicate<Entry> which) {
        return of(observer).entrySet().stream()
                .filter(e -> which.test(e.getValue()))
                .sorted(Map.Entry.comparingByValue(ORDER))
                .map(e -> new Due(
                        e.getKey(),
                        e.getValue().alone(),
                        e.getValue().moves() || e.getValue().unread()))
                .toList();
    }

    synchronized Optional<Instant> nextDue(String observer) {
        return of(observer).values().stream().map(Entry::due).min(Comparator.naturalOrder());
    }

    /** Stores a reading, unless a later one is known. Returns whether it says something new. */
    synchronized boolean saw(ServiceKey key, Reading reading, Instant readAt, Instant due) {
        Map<ServiceKey, Entry> entries = of(observer(key));
        Entry entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        Sighting before = entry.sighting();
        if (before.readAt() != null && before.readAt().isAfter(readAt)) {
            return false;
        }
        entries.put(key, entry.seen(Sighting.of(reading, readAt), readAt, due));
        return before.failure() != null
                || before.reading() == null
                || before.reading().differsFrom(reading);
    }

    /** Stores that a look failed; what was read before stays. Returns whether that is new. */
    synchronized boolean failed(ServiceKey key, Failure failure, Instant due, boolean alone) {
        Map<ServiceKey, Entry> entries = of(observer(key));
        Entry entry = entries.get(key);
        if (entry == null) {
            return false;
        }
        Sighting before = entry.sighting();
        entries.put(key, entry.failed(failure, due, alone));
        return before.failure() == null;
    }

    /** Has what may be that service looked at soon. Returns the observers that have to; none: nobody watches it. */
    synchronized SortedSet<String> hurry(ServiceAddress service, Instant now) {
        var wake = new TreeSet<String>();
        byObserver.forEach((observer, entries) -> entries.replaceAll((key, entry) -> {
            if (!key.mayBe(service)) {
                return entry;
            }
            wake.add(observer);
            return entry.hurried(now);
        }));
        return wake;
    }

    private Map<ServiceKey, Entry> of(String observer) {
        return byObserver.getOrDefault(observer, Map.of());
    }

    private static String observer(ServiceKey key) {
        return ServiceObserver.key(key.scope());
    }
}
