/** Clients for AWS: one factory per role, region and service, with timeouts, budgets, counted calls, and our own failures. */
@NullMarked
package dev.belay.aws;

import org.jspecify.annotations.NullMarked;
