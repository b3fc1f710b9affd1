package dev.belay.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.NewCookie;
import org.jspecify.annotations.Nullable;

/** What the sign-in form asks. */
@RequestScoped
public class SignIn {
    private final Doorkeeper doorkeeper;
    private final HttpServerRequest request;

    @Inject
    SignIn(Access access, HttpServerRequest request) {
        this.doorkeeper = new Doorkeeper(access);
        this.request = request;
    }

    /** The cookie for whoever has this token; null: it is nobody's. */
    public @Nullable NewCookie cookie(String token) {
        String stripped = token.strip();
        return doorkeeper.byToken(stripped, Means.TOKEN_COOKIE) == null
                ? null
                : TokenCookie.of(stripped, "https".equals(request.scheme()));
    }
}
