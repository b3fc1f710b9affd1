package dev.belay.model;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Immutable copies whose iteration order is the same in every JVM. {@code Map.copyOf} and {@code Set.copyOf} iterate
 * differently in each, and order must never decide anything.
 */
public final class Ordered {
    private Ordered() {}

    /** A copy in the order of the argument. */
    public static <K, V> SequencedMap<K, V> copy(Map<K, V> map) {
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
    }

    /** A copy sorted by key. */
    public static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /** A copy sorted by element. */
    public static <T extends Comparable<T>> SortedSet<T> sorted(Collection<T> elements) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }
}
