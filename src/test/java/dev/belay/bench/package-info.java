/** Microbenchmarks, run by {@code make bench}. */
@NullMarked
package dev.belay.bench;

import org.jspecify.annotations.NullMarked;
