package dev.belay.store;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Writers that all begin at once. */
final class Race {
    private Race() {}

    /** How many of them won; the others must have met a conflict. */
    static int winners(int writers, IntFunction<String> write) throws InterruptedException, ExecutionException {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int n = 0; n < writers; n++) {
            int writer = n;
            calls.add(() -> wins(writer, write));
        }
        int winners = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> outcome : threads.invokeAll(calls)) {
                winners += outcome.get() ? 1 : 0;
            }
        }
        return winners;
    }

    private static boolean wins(int writer, IntFunction<String> write) {
        try {
            return !write.apply(writer).isEmpty();
        } catch (FailureException e) {
            if (e.failure() instanceof Failure.Conflict) {
                return false;
            }
            throw e;
        }
    }
}
