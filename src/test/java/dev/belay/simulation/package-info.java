/** The whole loop on virtual time, one runnable thread at a time, with seeded faults: what can happen, happens here first. */
@NullMarked
package dev.belay.simulation;

import org.jspecify.annotations.NullMarked;
