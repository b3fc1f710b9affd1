/** ECS services: what a pin means there, the rollout that brings it about, and how it is seen to have gone. */
@NullMarked
package dev.belay.ecs;

import org.jspecify.annotations.NullMarked;
