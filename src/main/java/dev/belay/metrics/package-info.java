/** Meters as views of outcomes and statuses: nothing is decided here, and nothing counts twice. */
@NullMarked
package dev.belay.metrics;

import org.jspecify.annotations.NullMarked;
