package dev.belay.notify;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes an intake's turns in the daemon, in a thread of its own: a turn blocks for as long as the queue waits for a message,
 * and passes must not.
 */
public final class IntakeThread {
    /** After a turn that broke, which no turn should. */
    private static final Duration BROKEN = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(IntakeThread.class.getName());

    private final Intake intake;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    public IntakeThread(Intake intake) {
        this.intake = intake;
        this.thread = Thread.ofVirtual().name("notifications").unstarted(this::run);
    }

    /** Begins to take messages. Once only. */
    public void start() {
        thread.start();
    }

    /**
     * Takes nothing new, and cuts off the wait for messages. One that was taken and not deleted comes again.
     *
     * @return whether it had ended within {@code grace}
     */
    public boolean stop(Duration grace) throws InterruptedException {
        intake.stop();
        stopping.countDown();
        thread.interrupt();
        return thread.getState() == Thread.State.NEW || thread.join(grace);
    }

    private void run() {
        try {
            while (!stopping.await(turn().toNanos(), TimeUnit.NANOSECONDS)) {
                // The next turn.
            }
        } catch (InterruptedException e) {
            // Stopped while it rested.
        }
    }

    // Whatever a turn throws, notifications must not end for it.
    @SuppressWarnings("CatchThrowable")
    private Duration turn() {
        try {
            return intake.turn();
        } catch (Throwable e) {
            if (stopping.getCount() > 0) {
                LOG.log(Level.ERROR, "taking notifications broke", e);
            }
            return BROKEN;
        }
    }
}
