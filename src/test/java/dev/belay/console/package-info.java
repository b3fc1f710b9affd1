/** The console over HTTP, as a browser gets it. */
@NullMarked
package dev.belay.console;

import org.jspecify.annotations.NullMarked;
