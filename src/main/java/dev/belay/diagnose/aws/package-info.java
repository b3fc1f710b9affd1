/** The clues of a diagnosis through the AWS SDK: reads only, and never a secret's value. */
@NullMarked
package dev.belay.diagnose.aws;

import org.jspecify.annotations.NullMarked;
