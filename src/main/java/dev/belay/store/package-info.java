/** Records that people write and documents that Belay writes: ports, the codec, and what is wrong with a record in words. */
@NullMarked
package dev.belay.store;

import org.jspecify.annotations.NullMarked;
