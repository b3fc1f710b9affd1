package dev.belay.access;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks. Lets nobody unknown come as far as a route below {@code /api}, not even to learn whether there is one,
 * lets no page of another origin use what a browser sends along by itself, and nobody ask too much.
 */
class Authentication {
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final Doorkeeper doorkeeper;
    private final Provider provider;
    private final Limits limits;
    private final Session session;

    @Inject
    Authentication(Access access, Provider provider, Limits limits, Session session) {
        this.doorkeeper = new Doorkeeper(access);
        this.provider = provider;
        this.limits = limits;
        this.session = session;
    }

    /** Null: it may go on. */
    @ServerRequestFilter(preMatching = true, priority = Priorities.AUTHENTICATION)
    public Uni<Response> refuse(ContainerRequestContext context, HttpServerRequest request) {
        Arrival arrival = Arrival.of(request);
        Identity identity = doorkeeper.identify(arrival);
        // Whoever is let in anyway, on this machine, may still say who it is.
        if (identity != null && (identity.means() != Means.LOOPBACK || !provider.mayKnow(arrival, request))) {
            return answer(known(identity, arrival, context));
        }
        if (!provider.mayKnow(arrival, request)) {
            return answer(unknown(arrival, context, doorkeeper.refusal()));
        }
        if (arrival.bearer() != null && limits.exhausted(arrival.client())) {
            return answer(limits.failed(arrival.client()));
        }
        return provider.identify(arrival)
                .map(said -> told(said, identity, arrival, context).orElse(null));
    }

    private Optional<Response> told(
            Provider.Answer said, @Nullable Identity here, Arrival arrival, ContainerRequestContext context) {
        String path = context.getUriInfo().getPath();
        boolean open = path.startsWith("/" + Pages.SIGN_IN) || path.equals("/sign-out");
        return switch (said) {
            case Provider.Answer.Known(Identity identity) -> known(identity, arrival, context);
            case Provider.Answer.Elsewhere(String location) ->
                Optional.of(Response.status(302)
                        .header("Location", location)
                        .header("Cache-Control", "no-store")
                        .build());
            case Provider.Answer.NoRole(String name) ->
                open
                        ? Optional.empty()
                        : refusal(
                                403,
                                name + " is known to the OpenID provider, but none of the groups is mapped to a role");
            case Provider.Answer.Down down -> {
                if (here != null) {
                    yield known(here, arrival, context);
                }
                yield Pages.isApi(path) ? Optional.of(Provider.down()) : Optional.empty();
            }
            case Provider.Answer.Nobody nobody ->
                here != null
                        ? known(here, arrival, context)
                        : unknown(arrival, context, "this token of the OpenID provider is not good, or not any more");
        };
    }

    private Optional<Response> known(Identity identity, Arrival arrival, ContainerRequestContext context) {
        boolean write = !READS.contains(context.getMethod());
        if (write && identity.means().byBrowser() && arrival.sender() != Sender.OUR_PAGE) {
            return Optional.of(Problem.of(
                            ProblemType.FOREIGN_PAGE,
                            "a browser's session is good for Belay's own pages only; elsewhere send Authorization: Bearer TOKEN")
                    .response());
        }
        session.begin(identity);
        return limits.take(identity, write);
    }

    private Optional<Response> unknown(Arrival arrival, ContainerRequestContext context, String words) {
        boolean tried = arrival.headers().containsKey("Authorization")
                || !arrival.cookies().isEmpty();
        if (tried) {
            Optional<Response> tooMany = limits.failed(arrival.client());
            if (tooMany.isPresent()) {
                return tooMany;
            }
        }
        // What this misses, a path in disguise, Authorization still refuses.
        return Pages.isApi(context.getUriInfo().getPath()) ? refusal(401, words) : Optional.empty();
    }

    private static Optional<Response> refusal(int status, String words) {
        return Optional.of(Problem.of(status, words).response());
    }

    private static Uni<Response> answer(Optional<Response> response) {
        return Uni.createFrom().optional(response);
    }
}
