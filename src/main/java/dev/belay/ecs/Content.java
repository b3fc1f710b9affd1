package dev.belay.ecs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a new revision is to hold: a base with some containers' images replaced and all else kept. */
final class Content {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Content() {}

    /** A template or an image that cannot be used. The message names what to do. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Unusable(String reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }

        /** One word in CamelCase. */
        String reason() {
            return reason;
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a template as {@code --cli-input-json} or {@code describe-task-definition} print it.
     *
     * @param family that it must be of, and is given where it names none
     */
    static ObjectNode template(EcsApi api, String url, String text, String family) throws Unusable {
        ObjectNode content = api.registrable(unwrapped(url, text));
        List<String> problems = api.problems(content);
        if (!problems.isEmpty()) {
            throw problem(url, String.join("; ", problems));
        }
        String named = content.path("family").asText();
        if (!named.isEmpty() && !named.equals(family)) {
            throw problem(
                    url,
                    "family: it is of " + named + ", the component of " + family
                            + "; set the component's family if that is meant");
        }
        content.put("family", family);
        return content;
    }

    private static ObjectNode unwrapped(String url, String text) throws Unusable {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw problem(
                    url,
                    "it is not JSON: " + e.getOriginalMessage() + " at line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()));
        }
        if (!(root instanceof ObjectNode object)) {
            throw problem(url, "expected a JSON object");
        }
        if (!(object.path("taskDefinition") instanceof ObjectNode inner)) {
            return object;
        }
        List<String> others = new ArrayList<>();
        object.fieldNames().forEachRemaining(others::add);
        others.removeAll(List.of("taskDefinition", "tags"));
        if (!others.isEmpty()) {
            throw problem(url, String.join(", ", others) + ": unknown field beside taskDefinition");
        }
        ObjectNode content = inner.deepCopy();
        if (object.has("tags")) {
            content.set("tags", object.path("tags"));
        }
        return content;
    }

    private static Unusable problem(String url, String what) {
        return new Unusable("TemplateProblem", "template " + url + ": " + what);
    }

    /** The base with these images in these containers. */
    static ObjectNode with(ObjectNode base, SortedMap<String, String> images, String baseName) throws Unusable {
        requireContainers(TaskDefinition.images(base), images, baseName);
        ObjectNode content = base.deepCopy();
        for (JsonNode container : content.path("containerDefinitions")) {
            String image = images.get(container.path("name").asText());
            if (image != null && container instanceof ObjectNode object) {
                object.put("image", image);
            }
        }
        return content;
    }

    private static void requireContainers(
            SortedMap<String, String> there, SortedMap<String, String> images, String baseName) throws Unusable {
        for (String container : images.keySet()) {
            if (!there.containsKey(container)) {
                throw new Unusable(
                        "ContainerNotFound",
                        baseName + " has no container " + container + ", only " + String.join(", ", there.keySet()));
            }
        }
    }
}
