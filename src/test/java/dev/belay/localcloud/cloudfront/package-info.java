/** CloudFront as Belay needs it: the control API on its real wire protocol, and an edge that really caches. */
@NullMarked
package dev.belay.localcloud.cloudfront;

import org.jspecify.annotations.NullMarked;
