package dev.belay.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.belay.rollout.Expected;
import java.util.Map;

/** What forms say, as the desk wants it. */
final class Requests {
    private static final JsonMapper JSON = new JsonMapper();

    private Requests() {}

    static String json(Map<String, ?> request) {
        try {
            return JSON.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are JSON", e);
        }
    }

    /** @param revision that was shown; empty: there was nothing yet */
    static Expected expected(String revision) {
        return revision.isEmpty() ? new Expected.Absent() : new Expected.Revision(revision);
    }

    /** As people write a time, {@code 2026-11-21 09:00}, to how records do. What is no time is left for the rules of records to refuse. */
    static String time(String typed) {
        String time = typed.strip().replace(' ', 'T');
        return time.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")
                ? time + ":00Z"
                : time.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}") ? time + "Z" : time;
    }
}
