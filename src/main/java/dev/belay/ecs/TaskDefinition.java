package dev.belay.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.model.Ordered;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A revision.
 *
 * @param status {@code ACTIVE} or {@code INACTIVE}
 * @param registeredAt null: not told
 * @param registeredBy ARN of the one who registered it; null: not told
 * @param content all that registering it again would send, tags included, under AWS's own JSON names
 */
public record TaskDefinition(
        String arn,
        String family,
        int revision,
        String status,
        @Nullable Instant registeredAt,
        @Nullable String registeredBy,
        ObjectNode content) {
    public boolean active() {
        return "ACTIVE".equals(status);
    }

    /** Container to image. */
    public SortedMap<String, String> images() {
        return images(content);
    }

    static SortedMap<String, String> images(JsonNode content) {
        var images = new TreeMap<String, String>();
        for (JsonNode container : content.path("containerDefinitions")) {
            images.put(container.path("name").asText(), container.path("image").asText());
        }
        return Ordered.sorted(images);
    }

    /** {@code family:revision} for people, of an ARN or of what is that already. */
    public static String label(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The family of an ARN or label. */
    public static String family(String arn) {
        String label = label(arn);
        int colon = label.indexOf(':');
        return colon < 0 ? label : label.substring(0, colon);
    }

    /** The number of an ARN's or label's revision. */
    static int revision(String arn) {
        return Integer.parseInt(arn.substring(arn.lastIndexOf(':') + 1));
    }

    /** Whether an ARN or label names one revision and not just a family. */
    static boolean namesRevision(String arnOrLabel) {
        return label(arnOrLabel).matches("[^:]+:[0-9]+");
    }

    /** Whether an ARN is what a label or ARN names. */
    static boolean same(String arn, String arnOrLabel) {
        return arnOrLabel.startsWith("arn:")
                ? arn.equals(arnOrLabel)
                : label(arn).equals(arnOrLabel);
    }
}
