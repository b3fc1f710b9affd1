/** CloudWatch's alarms, in Query and in CBOR. */
@NullMarked
package dev.belay.localcloud.cloudwatch;

import org.jspecify.annotations.NullMarked;
