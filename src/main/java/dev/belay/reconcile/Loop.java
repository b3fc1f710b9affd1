package dev.belay.reconcile;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.reconcile.WorkQueue.Item;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs passes over what is due in a queue, at most so many at once, and queues each key again as its outcome says. An
 * eighth of the room, and at least one pass, is left to operators: slow resyncs never take it all.
 *
 * <p>The loop itself never waits. {@link #dispatch} starts what is due and fits and says when to look next: a
 * {@link LoopThread} does so in the daemon, a simulation on virtual time with an executor of its own. Thread-safe.
 */
public final class Loop {
    /** Hears of every pass that ended. Must be quick. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A pass ended.
         *
         * @param item what was run, and how long it had been due before
         * @param duration how long it took
         */
        void ended(Item item, Outcome outcome, Duration duration);
    }

    private static final System.Logger LOG = System.getLogger(Loop.class.getName());

    private final Pass pass;
    private final WorkQueue queue;
    private final Backoff backoff;
    private final Executor executor;
    private final int atOnce;
    private final int forOperators;
    private final InstantSource clock;
    private final Listener listener;
    private volatile Runnable waker = () -> {};
    private int inFlight;
    private int regular;
    private boolean stopped;

    /**
     * A loop with nothing in flight.
     *
     * @param executor runs each pass; a pass blocks its thread while it makes calls
     * @param atOnce passes in flight, at least one
     */
    public Loop(
            Pass pass,
            WorkQueue queue,
            Backoff backoff,
            Executor executor,
            int atOnce,
            InstantSource clock,
            Listener listener) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("passes at once: " + atOnce);
        }
        this.pass = pass;
        this.queue = queue;
        this.backoff = backoff;
        this.executor = executor;
        this.atOnce = atOnce;
        this.forOperators = atOnce == 1 ? 0 : Math.max(1, atOnce / 8);
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Has {@code waker} called whenever {@link #dispatch} may have more to do than it said: something was queued, or a
     * pass ended. It replaces an earlier one, must be quick and must not throw.
     */
    public void wakes(Runnable waker) {
        this.waker = waker;
        queue.wakes(waker);
    }

    /** Starts whatever is due and fits. Returns when to look next; null: not before it is woken. */
    public @Nullable Instant dispatch() {
        for (Item item = take(); item != null; item = take()) {
            start(item);
        }
        return nextLook();
    }

    /** From now on nothing new starts. Passes in flight go on to their end. */
    public synchronized void stop() {
        stopped = true;
    }

    /** How many passes have begun and not ended. */
    public synchronized int inFlight() {
        return inFlight;
    }

    private synchronized @Nullable Item take() {
        Priority least = leastUrgent();
        Item item = least == null ? null : queue.poll(least);
        if (item != null) {
            inFlight++;
            regular += item.priority() == Priority.OPERATOR ? 0 : 1;
        }
        return item;
    }

    private synchronized @Nullable Instant nextLook() {
        Priority least = leastUrgent();
        return least == null ? null : queue.nextDue(least);
    }

    /** What still fits; null: nothing. */
    private @Nullable Priority leastUrgent() {
        if (stopped || inFlight >= atOnce) {
            return null;
        }
        return regular < atOnce - forOperators ? Priority.RESYNC : Priority.OPERATOR;
    }

    private void start(Item item) {
        try {
            executor.execute(() -> run(item));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.ERROR, "no thread for a pass over " + item.key(), e);
            end(item, new Outcome.Failed(new Failure.Unavailable("no thread for the pass")), Duration.ZERO);
        }
    }

    private void run(Item item) {
        Instant started = clock.instant();
        Outcome outcome = attempt(item.key(), item.priority());
        Instant ended = clock.instant();
        end(item, outcome, ended.isAfter(started) ? Duration.between(started, ended) : Duration.ZERO);
    }

    // Whatever a pass throws, errors included, concerns its own key only: the others go on.
    @SuppressWarnings("CatchThrowable")
    private Outcome attempt(String key, Priority priority) {
        try {
            return pass.run(key, priority);
        } catch (FailureException e) {
            return new Outcome.Failed(e.failure());
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "the pass over " + key + " broke", e);
            return new Outcome.Failed(new Failure.Unavailable("internal error: " + e));
        }
    }

    private void end(Item item, Outcome outcome, Duration duration) {
        try {
            requeue(item, outcome);
            listener.ended(item, outcome, duration);
        } finally {
            synchronized (this) {
                inFlight--;
                regular -= item.priority() == Priority.OPERATOR ? 0 : 1;
            }
            queue.done(item.key());
            waker.run();
        }
    }

    /** The one place where an outcome decides what comes next. */
    private void requeue(Item item, Outcome outcome) {
        String key = item.key();
        if (!(outcome instanceof Outcome.Failed)) {
            backoff.reset(key);
        }
        switch (outcome) {
            case Outcome.Settled settled -> queue.addAfter(key, settled.resync(), Priority.RESYNC);
            case Outcome.Stalled stalled -> queue.addAfter(key, stalled.resync(), Priority.RESYNC);
            // What an operator began goes on as an operator's: a rollback is many passes.
            case Outcome.Again again -> queue.addAfter(key, again.delay(), atLeastChange(item.priority()));
            case Outcome.Failed failed -> queue.retryAfter(key, backoff.failed(key), item.priority());
            case Outcome.Gone gone -> {}
        }
    }

    private static Priority atLeastChange(Priority priority) {
        return priority == Priority.OPERATOR ? Priority.OPERATOR : Priority.CHANGE;
    }
}
