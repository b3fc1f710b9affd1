/** Tests of references to secrets. */
@NullMarked
package dev.belay.secrets;

import org.jspecify.annotations.NullMarked;
