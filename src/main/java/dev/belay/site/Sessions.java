package dev.belay.site;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Sites at work. A bound on their objects keeps a daemon of thousands of sites small: who falls out lists anew. */
final class Sessions {
    private final SequencedMap<String, SiteSession> sessions = new LinkedHashMap<>();
    private final int mostObjects;

    Sessions(int mostObjects) {
        this.mostObjects = mostObjects;
    }

    synchronized @Nullable SiteSession get(String key) {
        return sessions.get(key);
    }

    /** Keeps a session as the one that was used last. */
    synchronized void put(String key, SiteSession session) {
        sessions.putLast(key, session);
        int objects = sessions.values().stream().mapToInt(SiteSession::size).sum();
        while (objects > mostObjects && sessions.size() > 1) {
            objects -= sessions.pollFirstEntry().getValue().size();
        }
    }

    synchronized void remove(String key) {
        sessions.remove(key);
    }
}
