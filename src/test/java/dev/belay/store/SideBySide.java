package dev.belay.store;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs things at once, sixteen at a time. */
public final class SideBySide {
    private SideBySide() {}

    /** Returns when all have ended; what one of them throws is thrown. */
    public static void run(List<Runnable> tasks) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(16, Thread.ofVirtual().factory())) {
            var running = tasks.stream().map(threads::submit).toList();
            for (var task : running) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException thrown ? thrown : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
