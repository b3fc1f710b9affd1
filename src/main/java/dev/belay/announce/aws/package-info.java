/** SNS through the SDK. */
@NullMarked
package dev.belay.announce.aws;

import org.jspecify.annotations.NullMarked;
