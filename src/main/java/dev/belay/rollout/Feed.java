package dev.belay.rollout;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands on what happens to everyone who watches. Nothing is kept for those who come later. Safe for any thread. */
public final class Feed {
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    private record Watcher(Consumer<Happening> told, Runnable leaves) {}

    /** Tells every watcher, in the order in which they came. */
    public void publish(Happening happening) {
        watchers.forEach(watcher -> watcher.told().accept(happening));
    }

    /**
     * Watches from now on.
     *
     * @param watcher is called by whoever publishes: must neither block nor throw
     * @return ends it
     */
    public Runnable watch(Consumer<Happening> watcher) {
        return watch(watcher, () -> {});
    }

    /**
     * The same for one who holds something open.
     *
     * @param leaves is called when the feed is {@link #end over}, at once if it is already: must not block
     */
    public Runnable watch(Consumer<Happening> watcher, Runnable leaves) {
        var added = new Watcher(watcher, leaves);
        watchers.add(added);
        if (over) {
            leaves.run();
        }
        return () -> watchers.remove(added);
    }

    /** Nobody is to wait here for more: this daemon ends, and watchers had better ask another. What still happens is told. */
    public void end() {
        over = true;
        watchers.forEach(watcher -> watcher.leaves().run());
    }

    public boolean isOver() {
        return over;
    }
}
