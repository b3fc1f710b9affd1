/** S3 and CloudFront through the AWS SDK, for the site room's port. */
@NullMarked
package dev.belay.site.aws;

import org.jspecify.annotations.NullMarked;
