/** Tests of the checks, against a web server in this JVM. */
@NullMarked
package dev.belay.verify;

import org.jspecify.annotations.NullMarked;
