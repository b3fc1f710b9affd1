package dev.belay.access;

import dev.belay.rollout.Caller;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who stands behind a request. Pure: the same request gets the same answer. */
final class Doorkeeper {
    private static final String BEARER = "bearer ";

    private final Access access;

    Doorkeeper(Access access) {
        this.access = access;
    }

    /**
     * A request as far as it tells who sent it.
     *
     * @param peer the connection's other end, an IP address
     * @param host the {@code Host} header or {@code :authority}
     * @param headers by name, in any case; values of one name joined by commas
     */
    record Arrival(String peer, String host, SortedMap<String, String> headers) {
        Arrival {
            var anyCase = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            anyCase.putAll(headers);
            headers = anyCase;
        }
    }

    /** Who it is; null: nobody that we know. */
    @Nullable
    Identity identify(Arrival arrival) {
        String authorization = arrival.headers().get("Authorization");
        if (authorization != null) {
            return byToken(authorization);
        }
        return access.openOnLoopback() && isFromHere(arrival)
                ? new Identity(new Caller("loopback", Caller.ALL), Role.ADMIN)
                : null;
    }

    /** What to say to somebody who was not let in. */
    String refusal() {
        return access.tokens().isEmpty() && !access.openOnLoopback()
                ? "nobody is let in: no token is configured (belay.api.tokens)"
                : "a valid token is needed: Authorization: Bearer TOKEN";
    }

    private @Nullable Identity byToken(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return null;
        }
        byte[] hash = sha256(authorization.substring(BEARER.length()).strip());
        Identity found = null;
        for (ApiToken token : access.tokens()) {
            // All are looked at and each in constant time, so that time tells nothing.
            if (MessageDigest.isEqual(hash, token.hash())) {
                found = new Identity(new Caller(token.name(), token.targets()), token.role());
            }
        }
        return found;
    }

    /**
     * Whether a request was sent on this machine, to this machine, by a program of its own: not handed on by a proxy, not
     * by a page whose name was made to resolve to loopback, not by a page of another origin.
     */
    private static boolean isFromHere(Arrival arrival) {
        return isLoopback(arrival.peer())
                && isLoopbackName(arrival.host())
                && arrival.headers().keySet().stream().noneMatch(Doorkeeper::tellsOfProxy)
                && isOfOwnOrigin(arrival);
    }

    private static boolean tellsOfProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-")
                || List.of("forwarded", "x-real-ip", "via").contains(name);
    }

    private static boolean isOfOwnOrigin(Arrival arrival) {
        String origin = arrival.headers().get("Origin");
        String site = arrival.headers().getOrDefault("Sec-Fetch-Site", "none");
        return (origin == null || origin.equalsIgnoreCase("http://" + arrival.host()))
                && (site.equals("none") || site.equals("same-origin"));
    }

    private static boolean isLoopbackName(String host) {
        try {
            String name = URI.create("http://" + host).getHost();
            return name != null && (name.equalsIgnoreCase("localhost") || isLoopback(name.replaceAll("[\\[\\]]", "")));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a name, not an address; none is looked up here
        }
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
