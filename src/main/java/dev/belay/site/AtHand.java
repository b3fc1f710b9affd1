package dev.belay.site;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What is kept of sites at work. A bound on their objects keeps a daemon of thousands of sites small: who falls out looks anew. */
final class AtHand<T> {
    private final SequencedMap<String, T> kept = new LinkedHashMap<>();
    private final int mostObjects;
    private final ToIntFunction<T> objects;

    /** @param objects of one site */
    AtHand(int mostObjects, ToIntFunction<T> objects) {
        this.mostObjects = mostObjects;
        this.objects = objects;
    }

    synchronized @Nullable T get(String key) {
        return kept.get(key);
    }

    /** Keeps it as what was used last. */
    synchronized void put(String key, T value) {
        kept.putLast(key, value);
        int all = kept.values().stream().mapToInt(objects).sum();
        while (all > mostObjects && kept.size() > 1) {
            all -= objects.applyAsInt(kept.pollFirstEntry().getValue());
        }
    }

    /** Null: nothing was kept. */
    synchronized @Nullable T remove(String key) {
        return kept.remove(key);
    }
}
