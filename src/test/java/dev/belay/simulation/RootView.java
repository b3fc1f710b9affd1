package dev.belay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The target's root as it is stored, as far as promises speak of it. */
record RootView(JsonNode json) {
    private static final Pattern VERSION = Pattern.compile("(?m)^ +version: \"?([^\"\\n]+)\"?$");

    static final RootView NONE = new RootView(Json.object());

    static RootView of(String text) {
        return new RootView(Json.parse(text));
    }

    /** The version that the world is held to: the pinned one, or what that was reverted to; empty: unpinned. */
    String inForce() {
        return reverted().isEmpty() ? pinned() : reverted();
    }

    /** The version that the admitted pin asks for; empty: unpinned. */
    String pinned() {
        Matcher version =
                VERSION.matcher(json.path("admitted").path("pin").path("pin").asText());
        return version.find() ? version.group(1) : "";
    }

    JsonNode course() {
        return json.path("admitted").path("course");
    }

    /** The version that the pin was reverted to; empty: it was not. */
    String reverted() {
        return course().path("instead").path("version").asText();
    }

    /** The combinations that ran. */
    JsonNode ran() {
        return json.path("history").path("ran");
    }

    /** The admitted target's record. */
    String target() {
        return json.path("admitted").path("target").asText();
    }

    /** Revision of the admitted pin; 0: unpinned. */
    long pinRevision() {
        return json.path("admitted").path("pin").path("revision").asLong();
    }

    /** Id of the rollout that runs; empty: none. */
    String rollout() {
        return json.path("rollout").path("id").asText();
    }

    /** Of the rollout that runs. */
    String phase() {
        return json.path("rollout").path("phase").asText();
    }

    /** Id of the rollout that finished last. */
    String last() {
        return json.path("history").path("last").path("id").asText();
    }

    String lastOutcome() {
        return json.path("history").path("last").path("outcome").asText();
    }

    boolean unseen() {
        return json.path("admitted").path("unseen").asBoolean();
    }

    JsonNode service() {
        return json.path("services").path("api");
    }

    JsonNode site() {
        return json.path("sites").path("web");
    }

    /** Whether an invalidation of this reference is written down. */
    boolean intendsInvalidation(String reference) {
        return site().path("invalidations")
                .valueStream()
                .anyMatch(one -> one.path("callerReference").asText().equals(reference));
    }
}
