/** Tests of the diagnosis: its rules as tables, its clues on the wire, and its score on the local cloud. */
@NullMarked
package dev.belay.diagnose;

import org.jspecify.annotations.NullMarked;
