/** Tests of SNS on the wire. */
@NullMarked
package dev.belay.announce.aws;

import org.jspecify.annotations.NullMarked;
