package dev.belay.access;

import dev.belay.rollout.Caller;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider, by Quarkus's own {@code quarkus.oidc.*}. It is asked only about what can be its own: JSON Web Tokens,
 * its sessions, and the way back from its sign-in page; so a static token never reaches it, and while it is down nothing but
 * its own callers are kept out.
 */
@Singleton
class Provider {
    static final String SIGN_IN = "/sign-in/oidc";

    /** https://quarkus.io/guides/security-oidc-code-flow-authentication#session-cookie; a long one is cut in parts. */
    static final String SESSION = "q_session";

    private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
    private static final List<String> NAMES = List.of("preferred_username", "email", "sub");
    private static final int LONGEST_NAME = 100;

    private final boolean enabled;
    private final CurrentIdentityAssociation current;

    @Inject
    Provider(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled, CurrentIdentityAssociation current) {
        this.enabled = enabled;
        this.current = current;
    }

    boolean enabled() {
        return enabled;
    }

    /** Whether this can be one of its callers. */
    boolean mayKnow(Arrival arrival, HttpServerRequest request) {
        if (!enabled) {
            return false;
        }
        if (arrival.headers().containsKey("Authorization")) {
            String bearer = arrival.bearer();
            return bearer != null && JWT.matcher(bearer).matches();
        }
        return SIGN_IN.equals(request.path())
                || request.cookies().stream()
                        .anyMatch(cookie -> cookie.getName().startsWith(SESSION));
    }

    /** What is known of whom it knows. */
    sealed interface Answer {
        record Known(Identity identity) implements Answer {}

        /** Nobody, or nobody any more. */
        record Nobody() implements Answer {}

        /** Somebody, who may do nothing here. */
        record NoRole(String name) implements Answer {}

        /** The code is exchanged; on with an address without it. */
        record Elsewhere(String location) implements Answer {}

        /** It can't be asked. */
        record Down() implements Answer {}
    }

    Uni<Answer> identify(Arrival arrival) {
        Means means = arrival.bearer() == null ? Means.OIDC_SESSION : Means.OIDC;
        return current.getDeferredIdentity()
                .map(identity -> answer(identity, means))
                .onFailure()
                .recoverWithItem(Provider::failure);
    }

    private static Answer answer(SecurityIdentity identity, Means means) {
        if (identity.isAnonymous()) {
            return new Answer.Nobody();
        }
        String name = name(identity);
        Role role = role(identity.getRoles());
        return role == null
                ? new Answer.NoRole(name)
                : new Answer.Known(new Identity(new Caller(name, Caller.ALL), role, means));
    }

    private static Answer failure(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof AuthenticationRedirectException redirect) {
                return new Answer.Elsewhere(redirect.getRedirectUri());
            } else if (each instanceof OIDCException || each instanceof IOException) {
                return new Answer.Down();
            }
        }
        return new Answer.Nobody();
    }

    /** The highest of the roles that the provider's groups are mapped to; null: none is. */
    static @Nullable Role role(Set<String> roles) {
        return Stream.of(Role.ADMIN, Role.OPERATOR, Role.VIEWER)
                .filter(role -> roles.contains(role.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static String name(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            for (String claim : NAMES) {
                String name = token.getClaim(claim) instanceof String text ? named(text) : "";
                if (!name.isEmpty()) {
                    return name;
                }
            }
        }
        return named(Optional.ofNullable(identity.getPrincipal().getName()).orElse("somebody"));
    }

    /** A name as it may stand in a record and in a log. */
    static String named(String claim) {
        String plain = Plain.name(claim);
        return plain.length() <= LONGEST_NAME ? plain : plain.substring(0, LONGEST_NAME);
    }

    static Response down() {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "the OpenID provider can't be asked now, so its tokens can't be told; static tokens are good all the same")
                .response();
    }
}
