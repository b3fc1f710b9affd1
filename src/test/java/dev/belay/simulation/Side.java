package dev.belay.simulation;

import dev.belay.reconcile.Parallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls side by side, on threads of which one runs at a time. */
final class Side implements Parallel {
    private final Baton baton;

    Side(Baton baton) {
        this.baton = baton;
    }

    @Override
    public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
        var row = new Row<T, R>(items, call);
        int workers = Math.min(atOnce, items.size());
        if (workers <= 1) {
            row.work();
        } else {
            var waiting = baton.waiting();
            row.workers = workers;
            for (int i = 0; i < workers; i++) {
                baton.execute(() -> {
                    row.work();
                    row.workers--;
                    if (row.workers == 0) {
                        waiting.over();
                    }
                });
            }
            waiting.await();
        }
        return row.results();
    }

    private static final class Row<T, R> {
        private final List<T> items;
        private final Function<? super T, ? extends R> call;
        private final List<@Nullable R> results;
        private int next;
        private int workers;
        private @Nullable Throwable failure;

        Row(List<T> items, Function<? super T, ? extends R> call) {
            this.items = items;
            this.call = call;
            this.results = new ArrayList<>(Collections.nCopies(items.size(), null));
        }

        // What a worker catches is thrown again by the caller.
        @SuppressWarnings("CatchThrowable")
        void work() {
            while (failure == null && next < items.size()) {
                int i = next++;
                try {
                    results.set(i, call.apply(items.get(i)));
                } catch (Throwable e) {
                    failure = failure == null ? e : failure;
                }
            }
        }

        @SuppressWarnings("unchecked") // only results of the call were put in
        List<R> results() {
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
            return Collections.unmodifiableList(results);
        }
    }
}
