package dev.belay.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and the one baton: of all threads of a simulation only the one that holds it runs. It is handed on at each
 * {@link #pause}, to whoever is due next; among those that are due at the same time the seed decides. When nobody is due,
 * time jumps. So the same seed makes the same run, step by step.
 */
final class Baton implements InstantSource, Executor {
    static final Instant START = Instant.parse("2026-11-20T14:32:00Z");

    /** Nobody has so much to do at once. */
    private static final int BUSY = 20_000;

    /** What is due at some time: a thread that goes on, or something that happens in no time. */
    private record Event(
            long at,
            long tie,
            long number,
            @Nullable Task task,
            long ticket,
            @Nullable Runnable action) {}

    private final PriorityQueue<Event> events = new PriorityQueue<>(
            Comparator.comparingLong(Event::at).thenComparingLong(Event::tie).thenComparingLong(Event::number));
    private final RandomGenerator random;
    private final Task driver = new Task(() -> {});
    private Task current = driver;
    private long now;
    private Instant instant = START;
    private long numbers;
    private int sinceTimePassed;
    private int live;
    private boolean closing;
    private @Nullable Throwable failure;

    /** Made by the thread that drives the simulation, which holds the baton from now on. */
    Baton(RandomGenerator random) {
        this.random = random;
        driver.started = true;
    }

    /** A thread that can be handed the baton. */
    private final class Task {
        private final Runnable body;
        private final Semaphore baton = new Semaphore(0);
        private boolean started;
        private long ticket;

        Task(Runnable body) {
            this.body = body;
        }

        void take() {
            if (started) {
                baton.release();
            } else {
                started = true;
                Thread.ofVirtual().start(this::run);
            }
        }

        // Whatever ends a thread ends the simulation, but for the process's own end.
        @SuppressWarnings("CatchThrowable")
        private void run() {
            try {
                body.run();
            } catch (Crashed e) {
                // As it should be.
            } catch (Throwable e) {
                fail(e);
            }
            live--;
            handOn(null);
        }
    }

    @Override
    public Instant instant() {
        return instant;
    }

    /** Starts a thread, which gets the baton when it is its turn. */
    @Override
    public void execute(Runnable body) {
        live++;
        wake(new Task(body), 0);
    }

    /** Has something happen in a while, in no time: it must not pause. */
    void in(Duration delay, Runnable action) {
        // Rounded up: what is due must be due when it is looked at.
        events.add(new Event(now + (delay.toNanos() + 999) / 1000, random.nextLong(), numbers++, null, 0, action));
    }

    /** Hands on the baton, and goes on after so long at the earliest. */
    void pause(Duration time) {
        pause(time.toNanos() / 1000);
    }

    void pause(long micros) {
        Task me = current;
        if (me != driver && closing) {
            throw new Crashed();
        }
        wake(me, micros);
        handOn(me);
        resumed(me);
    }

    /** Hands on the baton until {@link Waiting#over}. */
    Waiting waiting() {
        return new Waiting(current);
    }

    /** Somebody who waits for another thread. */
    final class Waiting {
        private final Task who;

        private Waiting(Task who) {
            this.who = who;
        }

        void await() {
            handOn(who);
            resumed(who);
        }

        void over() {
            wake(who, 0);
        }
    }

    /** Ends the simulation: the thread that drives it is told. */
    void fail(Throwable why) {
        if (failure == null && !closing) {
            failure = why;
        }
    }

    /** Unwinds every thread that is left. */
    void close() {
        closing = true;
        failure = null;
        if (live > 0) {
            wake(driver, Long.MAX_VALUE / 4);
            handOn(driver);
        }
    }

    private void wake(Task task, long micros) {
        events.add(new Event(now + micros, random.nextLong(), numbers++, task, ++task.ticket, null));
    }

    private void resumed(Task me) {
        if (me == driver && failure != null) {
            throw new Broken(failure);
        }
        if (me != driver && closing) {
            throw new Crashed();
        }
    }

    /** What went wrong in another thread of the simulation. */
    static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(Throwable cause) {
            super(cause);
        }
    }

    private void handOn(@Nullable Task me) {
        Task next = failure != null ? driver : next();
        current = next;
        if (next == me) {
            return;
        }
        next.take();
        if (me != null) {
            me.baton.acquireUninterruptibly();
        }
    }

    // A broken promise may show in an action; it is the driver's to hear of it.
    @SuppressWarnings("CatchThrowable")
    private Task next() {
        while (true) {
            Event event = events.poll();
            if (event == null) {
                fail(new IllegalStateException("nobody is due, and the driver waits"));
                return driver;
            }
            pass(event.at());
            if (++sinceTimePassed > BUSY) {
                fail(new IllegalStateException("busy without end, and no time passes"));
                return driver;
            }
            if (event.task() != null) {
                if (event.ticket() == event.task().ticket) {
                    return event.task();
                }
            } else if (event.action() != null && !closing) {
                try {
                    event.action().run();
                } catch (Throwable e) {
                    fail(e);
                    return driver;
                }
            }
        }
    }

    private void pass(long at) {
        if (at > now) {
            now = at;
            sinceTimePassed = 0;
            instant = START.plus(at, ChronoUnit.MICROS);
        }
    }
}
