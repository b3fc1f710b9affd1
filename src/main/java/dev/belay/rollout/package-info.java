/** One target's pass: what is admitted, what moves in which order, what proves it, and what is said of it. */
@NullMarked
package dev.belay.rollout;

import org.jspecify.annotations.NullMarked;
