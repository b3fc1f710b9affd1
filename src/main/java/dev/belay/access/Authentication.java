package dev.belay.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets nobody unknown come as far as a route below {@code /api}, not even to learn whether there is one. */
class Authentication {
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
        Identity identity = doorkeeper.identify(arrival(context, request));
        if (identity != null) {
            session.begin(identity);
            return Optional.empty();
        }
        // What this misses, a path in disguise, Authorization still refuses.
        return isApi(context.getUriInfo().getPath())
                ? Optional.of(Problem.of(401, doorkeeper.refusal()).response())
                : Optional.empty();
    }

    private static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    private static Doorkeeper.Arrival arrival(ContainerRequestContext context, HttpServerRequest request) {
        SortedMap<String, String> headers = new TreeMap<>();
        context.getHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
        var authority = request.authority();
        String host = authority == null ? "" : authority.toString();
        return new Doorkeeper.Arrival(request.connection().remoteAddress().hostAddress(), host, headers);
    }
}
