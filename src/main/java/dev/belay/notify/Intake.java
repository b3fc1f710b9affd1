package dev.belay.notify;

import dev.belay.model.FailureException;
import dev.belay.model.ServiceAddress;
import dev.belay.notify.NotificationQueue.Message;
import dev.belay.reconcile.Backoff;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages from the queue, has looked at what they are about, and deletes them, whatever they say. First the look is
 * asked for, then the message deleted: a crash between makes it come twice, which costs a look.
 *
 * <p>An intake never waits itself. Each {@link #turn} is one round and says when the next is: an {@link IntakeThread} makes
 * them in the daemon, a simulation on virtual time. One turn at a time.
 */
public final class Intake {
    /** Longest that SQS lets a call wait. */
    static final Duration LONG_POLL = Duration.ofSeconds(20);

    /** How often a replica that does not act looks whether it does now. */
    static final Duration STANDING_BY = Duration.ofSeconds(1);

    /** An outage of the queue costs speed only, but its end should not take minutes to be noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final Duration COMPLAIN_EVERY = Duration.ofMinutes(10);
    private static final String KEY = "queue";
    private static final System.Logger LOG = System.getLogger(Intake.class.getName());

    /** Who looks. Must be quick, and however often it is told the same, look no more often than is useful. */
    public interface Lookout {
        /** The records may have changed. */
        void recordsChanged();

        /** Something of a service may have changed. Returns whether anybody watches it. */
        boolean serviceChanged(ServiceAddress service);
    }

    /** What a message turned out to be. */
    public enum Kind {
        /** About records. */
        RECORDS,
        /** About a service that is watched. */
        SERVICE,
        /** About nothing of ours. */
        FOREIGN,
        /** Not to be read. */
        UNREADABLE
    }

    /** Hears of what happens, for metrics. Must be quick. */
    public interface Listener {
        /** A turn begins; whether messages are taken in it. */
        void begins(boolean takes);

        /** The queue answered, with messages or without. */
        void answered();

        /** A message was read. */
        void received(Kind kind);
    }

    private final NotificationQueue queue;
    private final Reader reader;
    private final Lookout lookout;
    private final BooleanSupplier acting;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Listener listener;
    private volatile boolean stopped;
    private @Nullable Instant complainedAt;
    private int unreadable;

    /**
     * @param acting whether messages are taken now: of several replicas only the one that acts does. What was taken while
     *     that ended is left to the next one, once the queue shows it again
     */
    public Intake(
            NotificationQueue queue,
            Reader reader,
            Lookout lookout,
            BooleanSupplier acting,
            RandomGenerator chance,
            InstantSource clock,
            Listener listener) {
        this.queue = queue;
        this.reader = reader;
        this.lookout = lookout;
        this.acting = acting;
        this.backoff = new Backoff(Backoff.BASE, LONGEST_PAUSE, chance);
        this.clock = clock;
        this.listener = listener;
    }

    /** One round, which lasts as long as the queue waits for a message. Returns how long to rest before the next. */
    public Duration turn() {
        boolean takes = takes();
        listener.begins(takes);
        if (!takes) {
            return STANDING_BY;
        }
        try {
            List<Message> messages = queue.receive(LONG_POLL);
            listener.answered();
            if (!messages.isEmpty() && takes()) {
                messages.forEach(message -> listener.received(heed(reader.read(message.body()))));
                queue.delete(messages);
            }
            return recovered();
        } catch (FailureException e) {
            return failed(e.failure().message());
        }
    }

    private Kind heed(News news) {
        return switch (news) {
            case News.RecordsChanged records -> {
                lookout.recordsChanged();
                yield Kind.RECORDS;
            }
            case News.ServiceChanged(ServiceAddress service) ->
                lookout.serviceChanged(service) ? Kind.SERVICE : Kind.FOREIGN;
            case News.Foreign foreign -> Kind.FOREIGN;
            case News.Unreadable(String why) -> {
                complain(why);
                yield Kind.UNREADABLE;
            }
        };
    }

    private void complain(String why) {
        unreadable++;
        Instant now = clock.instant();
        if (complainedAt == null || !now.isBefore(complainedAt.plus(COMPLAIN_EVERY))) {
            LOG.log(
                    Level.WARNING,
                    "{0} messages of the notification queue could not be read and were deleted; the last was {1}",
                    unreadable,
                    why);
            complainedAt = now;
            unreadable = 0;
        }
    }

    /** From now on nothing is taken, and a turn that is cut off for that is no trouble. */
    public void stop() {
        stopped = true;
    }

    private boolean takes() {
        return !stopped && acting.getAsBoolean();
    }

    private Duration recovered() {
        if (backoff.failures(KEY) > 0) {
            LOG.log(Level.INFO, "the notification queue answers again");
            backoff.reset(KEY);
        }
        return Duration.ZERO;
    }

    private Duration failed(String why) {
        if (backoff.failures(KEY) == 0 && !stopped) {
            LOG.log(Level.WARNING, "no notifications, only polling, until the queue answers again: {0}", why);
        }
        return backoff.failed(KEY);
    }
}
