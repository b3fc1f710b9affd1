@NullMarked
package dev.belay.notify.aws;

import org.jspecify.annotations.NullMarked;
