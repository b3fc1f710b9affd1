/** Policies of IAM, as far as the local cloud evaluates them: for principals to whom one was attached. */
@NullMarked
package dev.belay.localcloud.policy;

import org.jspecify.annotations.NullMarked;
