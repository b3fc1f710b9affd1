package dev.belay.ecs;

import dev.belay.model.ComponentReport;
import org.jspecify.annotations.Nullable;

/**
 * What comes of a situation.
 *
 * @param state what is to be remembered
 * @param step what is to be done; null: nothing in this pass
 * @param report how things stand as long as the step is not done
 * @param note a line for the rollout's timeline; null: none
 */
record EcsPlan(
        EcsState state,
        @Nullable EcsStep step,
        ComponentReport report,
        @Nullable String note) {}
