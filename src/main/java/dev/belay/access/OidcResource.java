package dev.belay.access;

import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where signing in at the OpenID provider begins, and where the provider sends people back to. */
@Path(Provider.SIGN_IN)
class OidcResource {
    /** What is behind this parameter of the sign-in page's address: that the provider could not be asked. */
    static final String DOWN = "?trouble=oidc";

    private final Provider provider;
    private final Session session;
    private final HttpAuthenticator authenticator;

    @Inject
    OidcResource(Provider provider, Session session, HttpAuthenticator authenticator) {
        this.provider = provider;
        this.session = session;
        this.authenticator = authenticator;
    }

    @GET
    @Open
    @Operation(hidden = true)
    public Uni<Response> signIn(@QueryParam("next") @Nullable String next, RoutingContext routing) {
        if (!provider.enabled()) {
            return Uni.createFrom()
                    .item(Problem.of(404, "no OpenID provider is configured").response());
        }
        Identity identity = session.identity();
        if (identity != null && identity.means() != Means.LOOPBACK) {
            return Uni.createFrom().item(to("../" + Pages.next(next).substring(2)));
        }
        return authenticator
                .getChallenge(routing)
                .map(OidcResource::challenge)
                .onFailure()
                .recoverWithItem(() -> to("../" + Pages.SIGN_IN + DOWN));
    }

    private static Response challenge(@Nullable ChallengeData challenge) {
        Object location = challenge == null || challenge.status != 302
                ? null
                : challenge.getHeaders().entrySet().stream()
                        .filter(header -> header.getKey().toString().equalsIgnoreCase("Location"))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
        return location == null
                ? to("../" + Pages.SIGN_IN + DOWN)
                : Response.status(302).header("Location", location.toString()).build();
    }

    private static Response to(String location) {
        return Response.status(303).header("Location", location).build();
    }
}
