/** IAM, as far as there are roles or not. */
@NullMarked
package dev.belay.localcloud.iam;

import org.jspecify.annotations.NullMarked;
