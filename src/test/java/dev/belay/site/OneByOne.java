package dev.belay.site;

import dev.belay.reconcile.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Calls in the order of their items. */
final class OneByOne implements Parallel {
    @Override
    public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
        var results = new ArrayList<R>();
        items.forEach(item -> results.add(call.apply(item)));
        return results;
    }
}
