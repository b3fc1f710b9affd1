/** What Belay may do in AWS: one table of all calls that the code makes, and the least policies that let it make them. Pure. */
@NullMarked
package dev.belay.permissions;

import org.jspecify.annotations.NullMarked;
