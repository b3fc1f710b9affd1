/** Tests of announcements. */
@NullMarked
package dev.belay.announce;

import org.jspecify.annotations.NullMarked;
