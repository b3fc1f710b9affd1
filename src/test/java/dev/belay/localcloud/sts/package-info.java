/** STS: who one is, and roles of other accounts. */
@NullMarked
package dev.belay.localcloud.sts;

import org.jspecify.annotations.NullMarked;
