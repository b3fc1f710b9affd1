package dev.belay.localcloud.sns;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.time.Instant;
import java.util.Map;

/**
 * One message that was published.
 *
 * @param subject empty for none
 * @param group the message group of a FIFO topic, else empty
 * @param deduplication its deduplication id on a FIFO topic, else empty
 * @param unique since when it must have been published to be no repetition
 */
public record Published(
        String topic,
        String id,
        Instant at,
        String subject,
        String text,
        Map<String, String> attributes,
        String group,
        String deduplication,
        Instant unique) {
    public Published {
        attributes = Map.copyOf(attributes);
    }

    /** Whether FIFO takes it for that earlier one. */
    boolean repeats(Published earlier) {
        return !deduplication.isEmpty()
                && topic.equals(earlier.topic)
                && deduplication.equals(earlier.deduplication)
                && earlier.at.isAfter(unique);
    }

    ObjectNode shown() {
        ObjectNode shown = Json.object()
                .put("topic", topic.substring(topic.lastIndexOf(':') + 1))
                .put("at", at.toString())
                .put("id", id);
        if (!subject.isEmpty()) {
            shown.put("subject", subject);
        }
        shown.put("message", text);
        if (!group.isEmpty()) {
            shown.put("group", group).put("deduplication", deduplication);
        }
        ObjectNode given = shown.putObject("attributes");
        new java.util.TreeMap<>(attributes).forEach(given::put);
        return shown;
    }
}
