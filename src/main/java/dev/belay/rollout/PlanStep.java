package dev.belay.rollout;

import org.jspecify.annotations.Nullable;

/**
 * Something that Belay would do.
 *
 * @param component null: the target as a whole
 * @param what in words: {@code update shop-api to shop-api:123}
 */
public record PlanStep(@Nullable String component, String what) {}
