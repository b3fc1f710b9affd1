@NullMarked
package dev.belay.permissions;

import org.jspecify.annotations.NullMarked;
