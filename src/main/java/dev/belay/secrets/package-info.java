/** References in records to values that are elsewhere: resolved when they are used, masked in whatever is said. */
@NullMarked
package dev.belay.secrets;

import org.jspecify.annotations.NullMarked;
