package dev.belay.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path below {@code /api/v1} with its query, encoded. */
record Route(String text) {
    /** Each segment is encoded; slashes in it as well. */
    static Route of(String... segments) {
        var path = new StringBuilder();
        for (String segment : segments) {
            path.append('/').append(encoded(segment));
        }
        return new Route(path.toString());
    }

    /** With one more parameter; without where it is null. */
    Route with(String name, @Nullable String value) {
        return value == null
                ? this
                : new Route(text + (text.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
