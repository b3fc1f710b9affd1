/** Elastic Load Balancing: target groups, their targets' health, and the load balancers' own addresses. */
@NullMarked
package dev.belay.localcloud.elb;

import org.jspecify.annotations.NullMarked;
