package dev.belay.reconcile;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Drives a loop in the daemon: one thread that sleeps until something is due, is queued, or a pass made room. */
public final class LoopThread {
    private static final System.Logger LOG = System.getLogger(LoopThread.class.getName());

    private final Loop loop;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private boolean signalled;
    private boolean stopping;

    public LoopThread(Loop loop, InstantSource clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** Begins to dispatch. Once only. */
    public void start() {
        loop.wakes(this::wake);
        Thread.ofVirtual().name("loop").start(this::drive);
    }

    /** Starts nothing new from now on. Passes in flight go on: {@link #stop} waits for them. */
    public void halt() {
        loop.stop();
    }

    /**
     * Starts nothing new from now on, and waits for the passes in flight to end.
     *
     * @return whether all had ended within {@code grace}; those that had not go on
     */
    public boolean stop(Duration grace) throws InterruptedException {
        loop.stop();
        lock.lock();
        try {
            stopping = true;
            woken.signalAll();
            long left = grace.toNanos();
            while (loop.inFlight() > 0 && left > 0) {
                left = woken.awaitNanos(left);
            }
            return loop.inFlight() == 0;
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            signalled = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drive() {
        try {
            while (!isStopping()) {
                await(loop.dispatch());
            }
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "the loop was interrupted and has stopped", e);
            loop.stop();
        }
    }

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void await(@Nullable Instant until) throws InterruptedException {
        lock.lock();
        try {
            while (!signalled && !stopping) {
                if (until == null) {
                    woken.await();
                    continue;
                }
                Duration left = Duration.between(clock.instant(), until);
                if (!left.isPositive() || woken.awaitNanos(left.toNanos()) <= 0) {
                    break;
                }
            }
            signalled = false;
        } finally {
            lock.unlock();
        }
    }
}
