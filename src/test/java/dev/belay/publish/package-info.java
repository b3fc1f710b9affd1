/** Tests of publishing: pure ones, and what must hold over every store. */
@NullMarked
package dev.belay.publish;

import org.jspecify.annotations.NullMarked;
