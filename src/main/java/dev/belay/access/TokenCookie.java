package dev.belay.access;

import jakarta.ws.rs.core.NewCookie;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A static token kept by a browser. It is the token itself, in base64url, so that every replica knows it and a restart forgets
 * nobody. It is never seen by scripts, never sent by another site's page, and has no path of its own: a browser then
 * keeps it for what lies beside the sign-in form (RFC 6265, 5.1.4), whatever path prefix a proxy took away.
 */
public final class TokenCookie {
    public static final String NAME = "belay-token";

    private static final Duration AGE = Duration.ofHours(12);

    private TokenCookie() {}

    /**
     * Signs in.
     *
     * @param secure whether the browser came by https
     */
    public static NewCookie of(String token, boolean secure) {
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
        return cookie(value, AGE, secure);
    }

    /** Takes it back; to be answered from beside the sign-in form. */
    public static NewCookie gone() {
        return cookie("", Duration.ZERO, false);
    }

    private static NewCookie cookie(String value, Duration age, boolean secure) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .maxAge((int) age.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }

    /** The token; null: the cookie is none of ours. */
    static @Nullable String token(String value) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(value));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return null;
        }
    }
}
