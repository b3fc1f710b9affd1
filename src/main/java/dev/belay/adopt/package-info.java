/** Records for what exists already: looks at a service and a site, and writes down what runs. Changes nothing. */
@NullMarked
package dev.belay.adopt;

import org.jspecify.annotations.NullMarked;
