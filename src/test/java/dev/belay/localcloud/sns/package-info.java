/** SNS: topics, and what was published to them. */
@NullMarked
package dev.belay.localcloud.sns;

import org.jspecify.annotations.NullMarked;
