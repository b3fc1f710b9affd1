/** Who is let in, what they may do, and how a refusal is said: for every room with an HTTP face. */
@NullMarked
package dev.belay.access;

import org.jspecify.annotations.NullMarked;
