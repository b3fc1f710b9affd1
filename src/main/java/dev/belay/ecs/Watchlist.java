package dev.belay.ecs;

import dev.belay.model.Failure;
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

/** Which services are watched for whom, what is known of them, and when each is due. Safe for use by many threads. */
final class Watchlist {
    private final Map<String, Set<ServiceKey>> byTarget = new TreeMap<>();
    private final Map<String, Map<ServiceKey, Entry>> byObserver = new TreeMap<>();

    /**
     * @param target whom it is watched for
     * @param alone whether it is read in a call of its own, since a call that named it and others was refused
     */
    private record Entry(String target, Sighting sighting, Instant due, boolean alone) {}

    /** A service whose time has come. */
    record Due(ServiceKey key, boolean alone) {}

    synchronized SortedSet<String> replace(String target, Collection<ServiceKey> services, Instant now) {
        Set<ServiceKey> before =
                services.isEmpty() ? byTarget.remove(target) : byTarget.put(target, new LinkedHashSet<>(services));
        if (before != null) {
            before.stream().filter(key -> !services.contains(key)).forEach(key -> forget(target, key));
        }
        var wake = new TreeSet<String>();
        for (ServiceKey key : services) {
            Map<ServiceKey, Entry> entries = byObserver.computeIfAbsent(observer(key), k -> new LinkedHashMap<>());
            if (entries.putIfAbsent(key, new Entry(target, Sighting.NONE, now, false)) == null) {
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

    synchronized List<Due> due(String observer, Instant now) {
        return of(observer).entrySet().stream()
                .filter(e -> !e.getValue().due().isAfter(now))
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Entry::due)))
                .map(e -> new Due(e.getKey(), e.getValue().alone()))
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
        entries.put(key, new Entry(entry.target(), Sighting.of(reading, readAt), due, entry.alone()));
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
        entries.put(key, new Entry(entry.target(), before.failed(failure), due, entry.alone() || alone));
        return before.failure() == null;
    }

    private Map<ServiceKey, Entry> of(String observer) {
        return byObserver.getOrDefault(observer, Map.of());
    }

    private static String observer(ServiceKey key) {
        return ServiceObserver.key(key.scope());
    }
}
