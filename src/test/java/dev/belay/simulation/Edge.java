package dev.belay.simulation;

import dev.belay.site.MemorySite;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The distribution in front of the site: keeps what it once served until an invalidation has completed. */
final class Edge {
    private final MemorySite site;
    private final SortedMap<String, String> cached = new TreeMap<>();

    Edge(MemorySite site) {
        this.site = site;
    }

    /** What a user gets. */
    @Nullable
    String get(String key) {
        String body = cached.get(key);
        if (body == null) {
            body = site.texts(World.LIVE).get(key);
            if (body != null) {
                cached.put(key, body);
            }
        }
        return body;
    }

    void forgets() {
        cached.clear();
    }
}
