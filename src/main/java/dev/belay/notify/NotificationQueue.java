package dev.belay.notify;

import java.time.Duration;
import java.util.List;

/** The queue that notifications come from. It may deliver a message more than once, late, and in any order. */
public interface NotificationQueue {
    /** Messages that {@link #receive} gives at most. */
    int BATCH = 10;

    /**
     * A message.
     *
     * @param receipt by which this delivery of it is deleted
     */
    record Message(String receipt, String body) {}

    /**
     * Takes up to {@link #BATCH} messages, and waits for the first of them. What is not deleted comes again.
     *
     * @param wait at most 20 s; zero: does not wait
     * @return none: there was none in that time
     * @throws dev.belay.model.FailureException when the queue can't be asked
     */
    List<Message> receive(Duration wait);

    /**
     * Deletes messages that were received; up to {@link #BATCH}, at least one.
     *
     * @throws dev.belay.model.FailureException when that did not work for all of them
     */
    void delete(List<Message> messages);
}
