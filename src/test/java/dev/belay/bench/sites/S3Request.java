package dev.belay.bench.sites;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request by path: {@code /BUCKET/KEY}.
 *
 * @param parameters of the query, decoded
 * @param headers names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record S3Request(
        Operation operation,
        String bucket,
        String key,
        Map<String, String> parameters,
        Map<String, String> headers,
        byte[] body) {
    private static final List<String> KEPT = List.of(
            "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires");

    static S3Request of(
            String method, String path, Map<String, String> parameters, Map<String, String> headers, byte[] body) {
        int slash = path.indexOf('/', 1);
        String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
        String key = slash < 0 ? "" : Buckets.decoded(path.substring(slash + 1));
        return new S3Request(operation(method, key, parameters, headers), bucket, key, parameters, headers, body);
    }

    private static Operation operation(
            String method, String key, Map<String, String> parameters, Map<String, String> headers) {
        if (key.isEmpty()) {
            return switch (method) {
                case "GET" -> parameters.containsKey("list-type") ? Operation.LIST : Operation.OTHER;
                case "POST" -> parameters.containsKey("delete") ? Operation.DELETE_BATCH : Operation.OTHER;
                default -> Operation.OTHER;
            };
        }
        return switch (method) {
            case "GET" -> Operation.GET;
            case "HEAD" -> Operation.HEAD;
            case "PUT" -> headers.containsKey("x-amz-copy-source") ? Operation.COPY : Operation.PUT;
            case "DELETE" -> Operation.DELETE;
            default -> Operation.OTHER;
        };
    }

    String parameter(String name, String otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    /** Empty: there is none. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** What the object is to be served with. */
    Map<String, String> kept() {
        var kept = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            if (KEPT.contains(name) || name.startsWith("x-amz-meta-")) {
                kept.put(name, value);
            }
        });
        // That is how the body came, and nothing of the object's.
        kept.computeIfPresent("content-encoding", (name, value) -> {
            String own = value.replaceFirst("^aws-chunked,? ?", "");
            return own.isEmpty() ? null : own;
        });
        return kept;
    }

    /** The body without the chunks in which the SDK sends what it also sends a checksum of. */
    byte[] content() {
        if (!header("x-amz-content-sha256").startsWith("STREAMING-")) {
            return body;
        }
        var content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int size = Integer.parseInt(line.contains(";") ? line.substring(0, line.indexOf(';')) : line, 16);
            if (size == 0) {
                return content.toByteArray();
            }
            content.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }
}
