/** S3: S3Proxy embedded, with what it lacks put right before it. */
@NullMarked
package dev.belay.localcloud.s3;

import org.jspecify.annotations.NullMarked;
