package dev.belay.announce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An announcement for programs, see docs/announcements.md. Fields may be added, none goes or changes its meaning. */
final class Payload {
    private Payload() {}

    /** What is not known is not there. */
    static String of(Announcement said, @Nullable String link) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("apiVersion", "belay.dev/v1");
        json.put("id", said.id());
        json.put("kind", said.kind().word());
        json.put("target", said.target());
        put(json, "rollout", said.rollout());
        put(json, "incident", said.incident());
        json.put("at", Words.time(said.at()));
        json.put("title", said.title());
        json.put("text", said.text());
        var fields = json.putArray("fields");
        said.fields()
                .forEach(field -> fields.addObject().put("label", field.label()).put("value", field.value()));
        put(json, "url", link);
        return json.toString();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
