/** Records and documents in an S3 bucket. */
@NullMarked
package dev.belay.store.s3;

import org.jspecify.annotations.NullMarked;
