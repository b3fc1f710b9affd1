package dev.belay.localcloud.s3;

import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * S3 keeps headers to the letter; S3Proxy writes {@code text/html; charset=utf-8} without the space and forgets Expires
 * on a copy. So these travel as one more piece of metadata each, which every copy carries along, and are put back into
 * answers.
 */
final class KeptHeaders {
    private static final String PREFIX = "x-amz-meta-local-cloud-";
    private static final List<String> NAMES = List.of("content-type", "expires");

    private KeptHeaders() {}

    static Request kept(Request request) {
        Request keeping = request;
        for (String name : NAMES) {
            Optional<String> value = request.header(name).filter(text -> text.indexOf(' ') >= 0);
            keeping = value.isPresent() ? keeping.with(PREFIX + name, value.get()) : keeping;
        }
        return keeping;
    }

    static Response shown(Request request, Response response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.headers());
        for (String name : NAMES) {
            String kept = headers.remove(PREFIX + name);
            if (kept != null && !request.query().contains("response-" + name + "=")) {
                headers.put(name, kept);
            }
        }
        return new Response(response.status(), headers, response.body());
    }
}
