package dev.belay.reconcile;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent calls on virtual threads. When the calling thread is interrupted, calls in flight are interrupted too,
 * none is begun, and it ends with {@link Failure.Unavailable}.
 */
public final class VirtualParallel implements Parallel {
    @Override
    public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("calls at once: " + atOnce);
        }
        var row = new Row<T, R>(items, call);
        int threads = Math.min(atOnce, items.size());
        if (threads <= 1) {
            row.work();
        } else {
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < threads; i++) {
                    executor.execute(row::work);
                }
            }
        }
        return row.results();
    }

    /** The items, taken one after the other by as many workers as may run at once. */
    private static final class Row<T, R> {
        private final List<T> items;
        private final Function<? super T, ? extends R> call;
        private final @Nullable Object[] results;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Row(List<T> items, Function<? super T, ? extends R> call) {
            this.items = items;
            this.call = call;
            this.results = new Object[items.size()];
        }

        // What a worker catches is thrown again by the caller.
        @SuppressWarnings("CatchThrowable")
        void work() {
            while (failure.get() == null) {
                int i = next.getAndIncrement();
                if (i >= items.size()) {
                    return;
                }
                if (Thread.currentThread().isInterrupted()) {
                    failure.compareAndSet(
                            null, new FailureException(new Failure.Unavailable("interrupted before all was done")));
                    return;
                }
                try {
                    results[i] = call.apply(items.get(i));
                } catch (Throwable e) {
                    failure.compareAndSet(null, e);
                }
            }
        }

        @SuppressWarnings("unchecked") // only results of the call were put in
        List<R> results() {
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e); // thrown past the compiler
            }
            return (List<R>) Collections.unmodifiableList(Arrays.asList(results));
        }
    }
}
