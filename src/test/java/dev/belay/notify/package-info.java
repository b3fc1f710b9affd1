@NullMarked
package dev.belay.notify;

import org.jspecify.annotations.NullMarked;
