package dev.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What the API answered to something that it did.
 *
 * @param revision the {@code ETag} without its quotes; null: none
 */
record Answer(int status, @Nullable String revision, String body) {
    /** @throws Trouble whatever answers there is no Belay */
    JsonNode json() {
        try {
            return Json.read(body.isBlank() ? "{}" : body);
        } catch (JsonProcessingException e) {
            throw new Trouble(Exit.FAILED, "The answer is no JSON: is that the address of a Belay?");
        }
    }
}
