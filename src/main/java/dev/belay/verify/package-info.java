/** Checks that prove a rollout: what is asked, how its answers add up, and the probes that ask the world. */
@NullMarked
package dev.belay.verify;

import org.jspecify.annotations.NullMarked;
