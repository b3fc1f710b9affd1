/** Records and documents in a directory: one daemon only, for machines without a cloud store and for the first try. */
@NullMarked
package dev.belay.store.directory;

import org.jspecify.annotations.NullMarked;
