package dev.belay.verify;

import dev.belay.reconcile.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One after the other. */
final class InTurn implements Parallel {
    @Override
    public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
        var results = new ArrayList<R>();
        items.forEach(item -> results.add(call.apply(item)));
        return results;
    }
}
