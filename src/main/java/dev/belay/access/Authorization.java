package dev.belay.access;

import dev.belay.rollout.Caller;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Holds every route of the API against what it {@link Needs}, and its target against those that the caller may see. */
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
    public Optional<Response> refuse(ResourceInfo route, ContainerRequestContext context) {
        if (!route.getResourceClass().getPackageName().startsWith(OURS)) {
            return Optional.empty(); // not a route of ours: a library's, which brings its own rules
        }
        Identity identity = session.identity();
        if (identity == null) {
            return refusal(401, "a valid token is needed");
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

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Response> refusal(int status, String detail) {
        return Optional.of(Problem.of(status, detail).response());
    }
}
