/** ECR: repositories and the images that were pushed to them. */
@NullMarked
package dev.belay.localcloud.ecr;

import org.jspecify.annotations.NullMarked;
