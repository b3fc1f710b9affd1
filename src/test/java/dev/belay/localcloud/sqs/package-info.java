/** SQS: standard queues, with long polling and visibility timeouts. */
@NullMarked
package dev.belay.localcloud.sqs;

import org.jspecify.annotations.NullMarked;
