/** Which of several replicas over one store acts: the lease, who holds it, and for how long a call may still begin. */
@NullMarked
package dev.belay.lease;

import org.jspecify.annotations.NullMarked;
