/** CloudWatch Logs, as far as a diagnosis reads it: what tasks wrote. */
@NullMarked
package dev.belay.localcloud.logs;

import org.jspecify.annotations.NullMarked;
