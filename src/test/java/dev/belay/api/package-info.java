/** Tests of the HTTP face, over HTTP, with a desk that answers as a test says. */
@NullMarked
package dev.belay.api;

import org.jspecify.annotations.NullMarked;
