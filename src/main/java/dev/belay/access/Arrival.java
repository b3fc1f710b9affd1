package dev.belay.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as far as it tells who sent it.
 *
 * @param peer the connection's other end, an IP address
 * @param client whom a trusted proxy asks for; else the peer
 * @param scheme {@code http} or {@code https}, as the browser sees it where the proxy that says so is trusted
 * @param host the {@code Host} header or {@code :authority}, likewise
 * @param headers by name, in any case; values of one name joined by commas
 * @param cookies values of {@link TokenCookie}; several where one Belay lies below another's path
 */
record Arrival(
        String peer,
        String client,
        String scheme,
        String host,
        SortedMap<String, String> headers,
        List<String> cookies) {
    private static final String BEARER = "bearer ";

    Arrival {
        var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
        cookies = List.copyOf(cookies);
    }

    static Arrival of(HttpServerRequest request) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach((name, value) -> headers.merge(name, value, (one, more) -> one + "," + more));
        var authority = request.authority();
        String peer = request.connection().remoteAddress().hostAddress();
        var client = request.remoteAddress();
        return new Arrival(
                peer,
                client == null || client.host() == null ? peer : client.host(),
                "https".equals(request.scheme()) ? "https" : "http",
                authority == null ? "" : authority.toString(),
                headers,
                request.cookies(TokenCookie.NAME).stream().map(Cookie::getValue).toList());
    }

    /** What stands after {@code Bearer} in the {@code Authorization} header; null: nothing does. */
    @Nullable
    String bearer() {
        String authorization = headers.get("Authorization");
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    Sender sender() {
        return Sender.of(Sender.origin(scheme, host), headers);
    }
}
