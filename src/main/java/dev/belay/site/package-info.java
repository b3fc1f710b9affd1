/** A site in S3 behind CloudFront: brought to the pinned build by server-side copies, entries last, and kept there. */
@NullMarked
package dev.belay.site;

import org.jspecify.annotations.NullMarked;
