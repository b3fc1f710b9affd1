/** Whole-process benches of the daemon with very many targets. */
@NullMarked
package dev.belay.bench.fleet;

import org.jspecify.annotations.NullMarked;
