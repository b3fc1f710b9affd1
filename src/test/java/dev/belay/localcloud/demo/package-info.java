/** The world that one meets on a first start: a shop with a service and a site, in two versions. */
@NullMarked
package dev.belay.localcloud.demo;

import org.jspecify.annotations.NullMarked;
