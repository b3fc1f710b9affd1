/** How a directory of records gets into the store: what differs, what is kept, and the writes, each on what was read. */
@NullMarked
package dev.belay.publish;

import org.jspecify.annotations.NullMarked;
