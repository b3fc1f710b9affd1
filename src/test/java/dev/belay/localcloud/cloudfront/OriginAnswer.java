package dev.belay.localcloud.cloudfront;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the origin said.
 *
 * @param headers by name in any case, without those that belong to one connection
 */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes
public record OriginAnswer(int status, Map<String, String> headers, byte[] body) {
    public OriginAnswer {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        headers = sorted;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    String cacheControl() {
        return header("Cache-Control").orElse("").toLowerCase(Locale.ROOT);
    }
}
