package dev.belay.access;

import dev.belay.rollout.Caller;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who stands behind a request. Pure: the same request gets the same answer. */
final class Doorkeeper {
    private final Access access;

    Doorkeeper(Access access) {
        this.access = access;
    }

    /** Who it is; null: nobody that we know. */
    @Nullable
    Identity identify(Arrival arrival) {
        if (arrival.headers().containsKey("Authorization")) {
            String bearer = arrival.bearer();
            return bearer == null ? null : byToken(bearer, Means.TOKEN);
        }
        Identity known = byCookie(arrival.cookies());
        // A cookie that is no longer good is not held against anybody: browsers mix up the ports of a machine.
        return known != null || !access.openOnLoopback() || !isFromHere(arrival)
                ? known
                : new Identity(new Caller("loopback", Caller.ALL), Role.ADMIN, Means.LOOPBACK);
    }

    /** What to say to somebody who was not let in. */
    String refusal() {
        return access.tokens().isEmpty() && !access.openOnLoopback()
                ? "nobody is let in: no token is configured (belay.api.tokens)"
                : "a valid token is needed: Authorization: Bearer TOKEN";
    }

    private @Nullable Identity byCookie(List<String> cookies) {
        for (String cookie : cookies) {
            String token = TokenCookie.token(cookie);
            Identity found = token == null ? null : byToken(token, Means.TOKEN_COOKIE);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Whose token it is; null: nobody's. */
    @Nullable
    Identity byToken(String secret, Means means) {
        byte[] hash = sha256(secret);
        Identity found = null;
        for (ApiToken token : access.tokens()) {
            // All are looked at and each in constant time, so that time tells nothing.
            if (MessageDigest.isEqual(hash, token.hash())) {
                found = new Identity(new Caller(token.name(), token.targets()), token.role(), means);
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
                && arrival.sender() != Sender.FOREIGN_PAGE;
    }

    private static boolean tellsOfProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded-")
                || List.of("forwarded", "x-real-ip", "via").contains(name);
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
