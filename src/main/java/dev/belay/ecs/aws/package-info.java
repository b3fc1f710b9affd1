/** ECS over the AWS SDK, and templates from S3. */
@NullMarked
package dev.belay.ecs.aws;

import org.jspecify.annotations.NullMarked;
