/** Belay: holds ECS services and S3/CloudFront sites to a pinned version. */
@NullMarked
package dev.belay;

import org.jspecify.annotations.NullMarked;
