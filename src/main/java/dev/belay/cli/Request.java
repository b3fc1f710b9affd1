package dev.belay.cli;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the API.
 *
 * @param body null: none
 */
record Request(
        String method,
        Route route,
        SequencedMap<String, String> headers,
        @Nullable String body) {
    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    static Request get(Route route) {
        return new Request("GET", route, new LinkedHashMap<>(), null).header("Accept", JSON);
    }

    static Request post(Route route) {
        return new Request("POST", route, new LinkedHashMap<>(), "").header("Accept", JSON);
    }

    static Request put(Route route) {
        return new Request("PUT", route, new LinkedHashMap<>(), "").header("Accept", JSON);
    }

    static Request delete(Route route) {
        return new Request("DELETE", route, new LinkedHashMap<>(), "").header("Accept", JSON);
    }

    /** The same with a header; the later one counts. */
    Request header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, route, more, body);
    }

    /** The same with something to say. */
    Request body(String type, String text) {
        return new Request(method, route, headers, text).header("Content-Type", type);
    }

    /** The same to another route. */
    Request as(String otherMethod, Route other) {
        return new Request(otherMethod, other, headers, body);
    }

    /** Only if that is still what is there; null: only if nothing is there yet. */
    Request ifStill(@Nullable String revision) {
        return revision == null ? header("If-None-Match", "*") : header("If-Match", "\"" + revision + "\"");
    }
}
