package dev.belay.announce;

import dev.belay.model.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * A letter's end: delivered, or given up.
 *
 * @param rollout that it was about, whose evidence {@code told} belongs to; null: none
 */
public record Receipt(@Nullable String rollout, Rollout.Told told) {}
