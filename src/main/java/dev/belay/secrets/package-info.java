/** References in records to values: resolved late, masked always. */
@NullMarked
package dev.belay.secrets;

import org.jspecify.annotations.NullMarked;
