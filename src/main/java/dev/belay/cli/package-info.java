/** The commands of {@code belay} other than the daemon: a small program of its own that starts without Quarkus. */
@NullMarked
package dev.belay.cli;

import org.jspecify.annotations.NullMarked;
