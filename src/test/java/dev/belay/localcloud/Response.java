package dev.belay.localcloud;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One HTTP answer. */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes, and two of them are never compared
public record Response(int status, Map<String, String> headers, byte[] body) {
    public static Response of(int status, String contentType, String body) {
        return new Response(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
