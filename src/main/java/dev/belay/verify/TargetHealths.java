package dev.belay.verify;

import dev.belay.model.EcsService;

/** How a service's tasks fare behind its load balancers. */
@FunctionalInterface
public interface TargetHealths {
    /**
     * The service's newest tasks, and its target groups, as they are now.
     *
     * @throws dev.belay.model.FailureException when they can't be read
     */
    ServiceTargets read(EcsService service);
}
