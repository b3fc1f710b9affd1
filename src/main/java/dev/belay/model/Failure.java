package dev.belay.model;

/** Why a call outside did not do what was asked. Adapters translate into it; everyone else matches on it. */
public sealed interface Failure {
    /** A sentence for an operator, without secrets. */
    String message();

    /** Too many requests; later. */
    record Throttled(String message) implements Failure {}

    /** Not allowed to. */
    record Denied(String message) implements Failure {}

    /** What was named does not exist. */
    record NotFound(String message) implements Failure {}

    /** It changed meanwhile, or another call is in its way. */
    record Conflict(String message) implements Failure {}

    /** Not reachable, too slow, or broken on the other side. The effect may or may not have happened. */
    record Unavailable(String message) implements Failure {}

    /** Refused for what was asked; the same request will be refused again. */
    record Invalid(String message) implements Failure {}

    /** As an exception, for where a call's type has no room for it. */
    default FailureException asException() {
        return new FailureException(this);
    }
}
