package dev.belay.ecs;

import dev.belay.ecs.EcsState.Followed;
import dev.belay.ecs.EcsState.Registering;
import dev.belay.ecs.EcsState.Updating;

/** What is to be done next for a service. */
sealed interface EcsStep {
    /** Look at the service now. */
    record Look() implements EcsStep {}

    /** Find the revision that the pin stands for, and register it where there is none. */
    record Resolve() implements EcsStep {}

    /** Find out whether a registration that was cut off has happened. */
    record FindRegistered(Registering intent) implements EcsStep {}

    /** Update the service, if its PRIMARY deployment is still the one that the intent names. */
    record Update(Updating intent) implements EcsStep {}

    /** See whether every task of earlier deployments is gone. */
    record CheckTasksGone(Followed followed) implements EcsStep {}

    /** Find out why ECS gave a deployment up. */
    record Judge(Followed followed, String reason, boolean rolledBack) implements EcsStep {}

    /** Find out why a deployment takes so long. */
    record Explain(Followed followed, String progress) implements EcsStep {}
}
