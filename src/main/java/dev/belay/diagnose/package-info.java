/** Why a rollout stalled or failed: what is looked at, side by side, and what it is most likely to mean. */
@NullMarked
package dev.belay.diagnose;

import org.jspecify.annotations.NullMarked;
