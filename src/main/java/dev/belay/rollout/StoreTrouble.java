package dev.belay.rollout;

import dev.belay.model.Failure;

/** A target's root could not be written: nothing may begin that depends on it. */
final class StoreTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    StoreTrouble(Failure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
