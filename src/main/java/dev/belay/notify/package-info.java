/** A queue that wakes Belay: what its messages are about, read by pure functions, and the intake that turns them into looks. */
@NullMarked
package dev.belay.notify;

import org.jspecify.annotations.NullMarked;
