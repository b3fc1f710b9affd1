package dev.belay.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds out who asks. Lets nobody unknown come as far as a route below {@code /api}, not even to learn whether there is one,
 * and lets no page of another origin use what a browser sends along by itself.
 */
class Authentication {
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final Doorkeeper doorkeeper;
    private final Session session;

    @Inject
    Authentication(Access access, Session session) {
        this.doorkeeper = new Doorkeeper(access);
        this.session = session;
    }

    /** Empty: it may go on. */
    @ServerRequestFilter(preMatching = true, priority = Priorities.AUTHENTICATION)
    public Optional<Response> refuse(ContainerRequestContext context, HttpServerRequest request) {
        Arrival arrival = Arrival.of(request);
        Identity identity = doorkeeper.identify(arrival);
        if (identity == null) {
            // What this misses, a path in disguise, Authorization still refuses.
            return Pages.isApi(context.getUriInfo().getPath())
                    ? Optional.of(Problem.of(401, doorkeeper.refusal()).response())
                    : Optional.empty();
        }
        if (identity.means().byBrowser()
                && !READS.contains(context.getMethod())
                && arrival.sender() != Sender.OUR_PAGE) {
            return Optional.of(Problem.of(
                            403,
                            "a browser's session is good for Belay's own pages only; elsewhere send Authorization: Bearer TOKEN")
                    .response());
        }
        session.begin(identity);
        return Optional.empty();
    }
}
