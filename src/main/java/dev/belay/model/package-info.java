/** What everyone speaks about: records, components, rollouts, statuses and failures, as plain data. */
@NullMarked
package dev.belay.model;

import org.jspecify.annotations.NullMarked;
