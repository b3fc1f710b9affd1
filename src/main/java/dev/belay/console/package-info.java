/** The console: the page for the wall and for 3 a.m., rendered here and kept fresh by server-sent events. */
@NullMarked
package dev.belay.console;

import org.jspecify.annotations.NullMarked;
