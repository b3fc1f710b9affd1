/** The Helm chart, rendered and read as Kubernetes would. */
@NullMarked
package dev.belay.helm;

import org.jspecify.annotations.NullMarked;
