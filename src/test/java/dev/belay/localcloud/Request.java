package dev.belay.localcloud;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP request as it arrived.
 *
 * @param path the path as sent, still percent-encoded
 * @param query the query string as sent, empty when there is none
 * @param headers by lower-case name
 * @param region of the credential scope, {@code us-east-1} when unsigned
 * @param account the twelve-digit account that the credentials belong to
 */
@SuppressWarnings("ArrayRecordComponent") // a body is bytes, and two of them are never compared
public record Request(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        String region,
        String account) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The same request with one header set, or taken away where the value is empty. */
    public Request with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(headers);
        if (value.isEmpty()) {
            changed.remove(name.toLowerCase(Locale.ROOT));
        } else {
            changed.put(name.toLowerCase(Locale.ROOT), value);
        }
        return new Request(method, path, query, changed, body, region, account);
    }

    /** The same request as made by credentials of this account for this region. */
    public Request by(String region, String account) {
        return new Request(method, path, query, headers, body, region, account);
    }
}
