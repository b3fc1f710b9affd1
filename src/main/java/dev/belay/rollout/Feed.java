package dev.belay.rollout;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands on what happens to everyone who watches. Nothing is kept for those who come later. Safe for any thread. */
public final class Feed {
    private final List<Consumer<Happening>> watchers = new CopyOnWriteArrayList<>();

    /** Tells every watcher, in the order in which they came. */
    public void publish(Happening happening) {
        watchers.forEach(watcher -> watcher.accept(happening));
    }

    /**
     * Watches from now on.
     *
     * @param watcher is called by whoever publishes: must neither block nor throw
     * @return ends it
     */
    public Runnable watch(Consumer<Happening> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }
}
