package dev.belay.localcloud.ecs;

import dev.belay.localcloud.Scope;
import java.util.Optional;

/** What the {@code valueFrom} of a task definition's secrets names. */
@FunctionalInterface
public interface TaskSecrets {
    /**
     * Why the value cannot be had, in the words that {@code stoppedReason} has after "execution resource retrieval
     * failed: "; empty where it can.
     */
    Optional<String> refusal(Scope scope, String valueFrom);

    /** All names resolve. */
    TaskSecrets ALL_THERE = (scope, valueFrom) -> Optional.empty();
}
