/** Tests of Secrets Manager and Parameter Store through the SDK. */
@NullMarked
package dev.belay.secrets.aws;

import org.jspecify.annotations.NullMarked;
