package dev.belay.ecs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a pin comes to for a service. */
sealed interface Resolution {
    /** A revision that exists. */
    record Known(EcsState.Resolved resolved) implements Resolution {}

    /**
     * A revision that must be registered first: no ACTIVE one has this content.
     *
     * @param newest ARN of the newest ACTIVE revision when that was found; null: the family has none
     * @param how in words, what it is made from
     */
    record Missing(
            String family,
            ObjectNode content,
            String hash,
            @Nullable String newest,
            String how) implements Resolution {}

    /** There is more to look through. */
    record Unfinished(String progress) implements Resolution {}

    /**
     * Not as things are; somebody has to change something.
     *
     * @param reason one word in CamelCase
     */
    record Impossible(String reason, String message) implements Resolution {}
}
