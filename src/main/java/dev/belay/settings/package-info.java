/** What can be set, with its defaults, and the file that it may be set in. Read by the composition root only. */
@NullMarked
package dev.belay.settings;

import org.jspecify.annotations.NullMarked;
