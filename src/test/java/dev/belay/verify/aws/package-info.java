/** Tests of target health and alarms through the SDK. */
@NullMarked
package dev.belay.verify.aws;

import org.jspecify.annotations.NullMarked;
