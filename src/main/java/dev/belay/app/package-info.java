/** The composition root: what is made of what, start and stop, the real clock and real chance. */
@NullMarked
package dev.belay.app;

import org.jspecify.annotations.NullMarked;
