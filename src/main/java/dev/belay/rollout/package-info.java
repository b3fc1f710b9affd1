/** One target as a whole: what its pin asks, in which order, whether it is proved, and what people may ask of it. */
@NullMarked
package dev.belay.rollout;

import org.jspecify.annotations.NullMarked;
