/** Tests of what is decided for a target as a whole. */
@NullMarked
package dev.belay.rollout;

import org.jspecify.annotations.NullMarked;
