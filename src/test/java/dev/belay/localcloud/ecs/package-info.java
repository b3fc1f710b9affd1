/** ECS: task definitions, services and rolling deployments that take their time and can fail. */
@NullMarked
package dev.belay.localcloud.ecs;

import org.jspecify.annotations.NullMarked;
