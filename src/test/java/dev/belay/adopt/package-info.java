/** Tests of adopting: pure ones, and against the local cloud. */
@NullMarked
package dev.belay.adopt;

import org.jspecify.annotations.NullMarked;
