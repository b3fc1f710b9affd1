package dev.belay.access;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NewCookie;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sign-in form asks. */
@RequestScoped
public class SignIn {
    private final Doorkeeper doorkeeper;
    private final Provider provider;
    private final Limits limits;
    private final HttpServerRequest request;

    @Inject
    SignIn(Access access, Provider provider, Limits limits, HttpServerRequest request) {
        this.doorkeeper = new Doorkeeper(access);
        this.provider = provider;
        this.limits = limits;
        this.request = request;
    }

    /** Whether there is a second way in: {@code sign-in/oidc} beside the form, with the same {@code next}. */
    public boolean withOidc() {
        return provider.enabled();
    }

    /**
     * The cookie for whoever has this token; null: it is nobody's.
     *
     * @throws WebApplicationException 429, when too many were nobody's
     */
    public @Nullable NewCookie cookie(String token) {
        String stripped = token.strip();
        if (doorkeeper.byToken(stripped, Means.TOKEN_COOKIE) != null) {
            return TokenCookie.of(stripped, "https".equals(request.scheme()));
        }
        limits.failed(Arrival.of(request).client()).ifPresent(tooMany -> {
            throw new WebApplicationException(tooMany);
        });
        return null;
    }

    /** The cookies that end the session, however it began; to be answered from beside the sign-in form. */
    public List<NewCookie> gone() {
        var gone = new ArrayList<>(List.of(TokenCookie.gone()));
        request.cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(Provider.SESSION))
                .forEach(name -> gone.add(new NewCookie.Builder(name)
                        .value("")
                        .path("/")
                        .maxAge(0)
                        .httpOnly(true)
                        .build()));
        return List.copyOf(gone);
    }
}
