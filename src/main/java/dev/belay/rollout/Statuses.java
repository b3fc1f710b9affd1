package dev.belay.rollout;

import dev.belay.model.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What is said of each target now, and who hears of changes. Thread-safe. */
public final class Statuses {
    /** Hears of a status that changed, in the thread of the pass: must be quick. */
    public interface Listener {
        void changed(Status status);

        void removed(String target);
    }

    private final Map<String, Status> current = new ConcurrentSkipListMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** All targets', sorted by name. */
    public List<Status> all() {
        return List.copyOf(current.values());
    }

    public @Nullable Status of(String target) {
        return current.get(target);
    }

    /** Takes over what a pass saw. Whether it says anything new, apart from when. */
    boolean put(Status status) {
        Status before = current.put(status.name(), status);
        if (before != null && before.saysTheSameAs(status)) {
            return false;
        }
        listeners.forEach(listener -> listener.changed(status));
        return true;
    }

    void remove(String target) {
        if (current.remove(target) != null) {
            listeners.forEach(listener -> listener.removed(target));
        }
    }
}
