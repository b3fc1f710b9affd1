/** Tests of the meters. */
@NullMarked
package dev.belay.metrics;

import org.jspecify.annotations.NullMarked;
