/** Secrets Manager and the Parameter Store of Systems Manager. */
@NullMarked
package dev.belay.localcloud.secrets;

import org.jspecify.annotations.NullMarked;
