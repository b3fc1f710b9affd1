/** Telling people: what is said, the outbox that keeps it until it is delivered, the couriers that deliver it, and the report. */
@NullMarked
package dev.belay.announce;

import org.jspecify.annotations.NullMarked;
