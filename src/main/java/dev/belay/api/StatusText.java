package dev.belay.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import dev.belay.model.Status;
import dev.belay.rollout.StatusFormat;

/** A status as JSON text, the same that the API answers: what is kept in the store for others to read. */
public final class StatusText implements StatusFormat {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public String write(Status status) {
        try {
            return JSON.writeValueAsString(StatusView.of(status));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status can always be written", e);
        }
    }

    // Whatever is missing or strange in what somebody edited is told with its place.
    @Override
    public Status read(String place, String text) {
        try {
            return JSON.readValue(text, StatusView.class).status();
        } catch (JsonProcessingException | RuntimeException e) {
            throw new FailureException(new Failure.Invalid(place + " is no status: " + e.getMessage()), e);
        }
    }
}
