package dev.belay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.model.Status;

/** A status as JSON text, the same that the API answers: what is kept in the store for others to read. */
public final class StatusText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusText() {}

    public static String of(Status status) {
        try {
            return JSON.writeValueAsString(StatusView.of(status));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status can always be written", e);
        }
    }
}
