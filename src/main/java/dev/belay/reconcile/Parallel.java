package dev.belay.reconcile;

import java.util.List;
import java.util.function.Function;

/** Runs independent calls side by side. A port, so that tests decide who runs when. */
public interface Parallel {
    /**
     * Applies {@code call} to every item, at most {@code atOnce} at a time, and returns the results in the order of the
     * items once all have ended. When one throws, no further item is begun, those in flight are finished, and the first
     * exception is thrown.
     */
    <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call);
}
