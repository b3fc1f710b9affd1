package dev.belay.localcloud;

import java.time.Duration;

/** What goes wrong with a call. */
public sealed interface Fault {
    /** Refused with the service's own throttling error; nothing happened. */
    record Throttle() implements Fault {}

    /** Answered with 500 or 503 in the service's own format; nothing happened. */
    record Broken(int status) implements Fault {}

    /** Answered with exactly this error in the service's own format; nothing happened. */
    record Refused(int status, String code, String message) implements Fault {}

    /** Refused for lack of permission; nothing happened. */
    record Denied() implements Fault {}

    /** Carried out, and answered, this much later. */
    record Slow(Duration latency) implements Fault {}

    /** Carried out; the connection is cut instead of an answer. */
    record LostReply() implements Fault {}

    /** The connection is cut at once; carried out this much later. */
    record Late(Duration delay) implements Fault {}

    /** The connection is cut at once and nothing happened. */
    record Cut() implements Fault {}
}
