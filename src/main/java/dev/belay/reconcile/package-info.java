/** The loop: a work queue with priorities, passes in flight, and what their outcomes lead to. Knows nothing of ECS or S3. */
@NullMarked
package dev.belay.reconcile;

import org.jspecify.annotations.NullMarked;
