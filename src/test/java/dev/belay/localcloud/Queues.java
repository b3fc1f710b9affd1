package dev.belay.localcloud;

/** Where services send what they have to tell. */
@FunctionalInterface
public interface Queues {
    /** Sends a message to the queue of that ARN. Returns whether there is one. */
    boolean send(String arn, String body);
}
