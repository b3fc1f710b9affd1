package dev.belay.localcloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The filters of a call: of each, one of its values must fit. */
record Filters(Map<String, List<String>> values) {
    /** @throws RefusedException for a filter of another name than these */
    static Filters of(JsonNode body, String... known) {
        Map<String, List<String>> values = new HashMap<>();
        body.path("Filter").forEach(filter -> {
            String name = filter.path("Name").asText();
            if (!List.of(known).contains(name)) {
                throw new RefusedException(
                        "InvalidParameterValue", "the local cloud's EC2 does not know the filter '" + name + "'");
            }
            values.put(name, Json.texts(filter.path("Value")));
        });
        return new Filters(values);
    }

    boolean accept(String name, String value) {
        List<String> wanted = values.get(name);
        return wanted == null || wanted.contains(value);
    }
}
