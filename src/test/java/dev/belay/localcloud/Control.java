package dev.belay.localcloud;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One way to break things by hand.
 *
 * @param usage an example body with a word on what it does, shown by {@code GET /_cloud}
 * @param effect carries it out; an {@link IllegalArgumentException} is answered with 400 and its message
 */
public record Control(String usage, Effect effect) {
    /** From the posted JSON to what is then so. */
    @FunctionalInterface
    public interface Effect {
        JsonNode apply(JsonNode body);
    }
}
