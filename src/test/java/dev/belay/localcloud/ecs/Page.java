package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import java.util.List;

/** One page of a list, as the caller's {@code maxResults} and {@code nextToken} ask for it. */
final class Page {
    private Page() {}

    static ObjectNode of(List<JsonNode> all, ObjectNode body, int byDefault, String field) {
        int size = body.path("maxResults").asInt(byDefault);
        if (size < 1 || size > 100) {
            throw EcsException.invalid("maxResults can be between 1 and 100.");
        }
        String token = body.path("nextToken").asText("0");
        if (!token.matches("\\d{1,9}")) {
            throw EcsException.invalid("Invalid token.");
        }
        int from = Math.min(Integer.parseInt(token), all.size());
        int to = Math.min(from + size, all.size());
        ObjectNode page = Json.object();
        page.set(field, Json.array(all.subList(from, to).stream()));
        if (to < all.size()) {
            page.put("nextToken", Integer.toString(to));
        }
        return page;
    }
}
