/** Secrets Manager and Systems Manager's Parameter Store through the SDK. */
@NullMarked
package dev.belay.secrets.aws;

import org.jspecify.annotations.NullMarked;
