/** The local cloud: the AWS services that Belay talks to, on their real wire protocols, on 127.0.0.1. */
@NullMarked
package dev.belay.localcloud;

import org.jspecify.annotations.NullMarked;
