package dev.belay.access;

import dev.belay.rollout.Caller;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Holds every route of ours against what it {@link Needs}, unless it is {@link Open}, and its target against those that the caller may see. */
public class Authorization {
    /** Path parameter of every route about one target. */
    public static final String TARGET = "target";

    private static final String OURS = "dev.belay.";
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    private final Session session;

    @Inject
    Authorization(Session session) {
        this.session = session;
    }

    /** Empty: it may go on. */
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    public Optional<Response> refuse(ResourceInfo route, ContainerRequestContext context, HttpServerRequest request) {
        if (!route.getResourceClass().getPackageName().startsWith(OURS)) {
            return Optional.empty(); // not a route of ours: a library's, which brings its own rules
        }
        if (route.getResourceMethod().isAnnotationPresent(Open.class)) {
            return openly(context, request);
        }
        Identity identity = session.identity();
        if (identity == null) {
            return Optional.of(unknown(context, request));
        }
        Caller caller = identity.caller();
        Needs needs = route.getResourceMethod().getAnnotation(Needs.class);
        if (needs == null) {
            return refusal(403, "this is closed to everybody");
        }
        if (!identity.role().covers(needs.value())) {
            return refusal(
                    403, "this needs " + word(needs.value()) + "; " + caller.name() + " is " + word(identity.role()));
        }
        String target = context.getUriInfo().getPathParameters().getFirst(TARGET);
        if (target != null && !caller.maySee(target)) {
            String verb = SAFE.contains(context.getMethod()) ? "see" : "touch";
            return refusal(403, caller.name() + " may not " + verb + " " + target);
        }
        return Optional.empty();
    }

    /** Nobody shall be signed in by another site's page as somebody else. */
    private static Optional<Response> openly(ContainerRequestContext context, HttpServerRequest request) {
        return !SAFE.contains(context.getMethod()) && Arrival.of(request).sender() == Sender.FOREIGN_PAGE
                ? refusal(403, "this is for Belay's own pages only")
                : Optional.empty();
    }

    private static Response unknown(ContainerRequestContext context, HttpServerRequest request) {
        Arrival arrival = Arrival.of(request);
        String path = Objects.requireNonNullElse(request.path(), "/");
        return Pages.isPage(context.getUriInfo().getPath(), arrival.headers())
                ? Pages.unknown(path, request.query(), SAFE.contains(context.getMethod()), arrival)
                : Problem.of(401, "a valid token is needed").response();
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Response> refusal(int status, String detail) {
        return Optional.of(Problem.of(status, detail).response());
    }
}
