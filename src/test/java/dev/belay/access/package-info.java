/** Who is let in. */
@NullMarked
package dev.belay.access;

import org.jspecify.annotations.NullMarked;
