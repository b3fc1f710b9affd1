package dev.belay.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * The audit log: one line of JSON in {@value #CATEGORY} for everything that was asked to be changed, and for everything that
 * was refused. Neither tokens nor cookies nor queries are in it.
 */
public class Audit {
    static final String CATEGORY = "dev.belay.audit";

    private static final Logger LOG = Logger.getLogger(CATEGORY);
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 412, 423, 429);

    /** What is not ASCII is escaped, so that no terminal takes it for something else. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Session session;
    private final Notes notes;
    private final Clock clock;

    @Inject
    Audit(Session session, Notes notes, Clock clock) {
        this.session = session;
        this.notes = notes;
        this.clock = clock;
    }

    /** After all other filters, so that it sees the answer as it goes out. */
    @ServerResponseFilter(priority = Integer.MIN_VALUE)
    public void write(
            ContainerRequestContext request,
            ContainerResponseContext response,
            HttpServerRequest http,
            RoutingContext routing) {
        boolean change = !READS.contains(request.getMethod());
        if (change || REFUSALS.contains(response.getStatus())) {
            LOG.info(line(request, response, http, routing.get(Manners.REQUEST_ID)));
        }
    }

    private String line(
            ContainerRequestContext request,
            ContainerResponseContext response,
            HttpServerRequest http,
            @Nullable String id) {
        var line = new LinkedHashMap<String, Object>();
        line.put("at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        put(line, "request", id);
        Identity identity = session.identity();
        if (identity != null) {
            line.put("who", Plain.name(identity.caller().name()));
            line.put("role", identity.role().name().toLowerCase(Locale.ROOT));
            line.put("how", identity.means().word());
        }
        Arrival arrival = Arrival.of(http);
        line.put("from", arrival.peer());
        put(line, "forwardedFor", arrival.client().equals(arrival.peer()) ? null : Plain.name(arrival.client()));
        line.put("method", Plain.name(request.getMethod()));
        line.put("route", Plain.name(request.getUriInfo().getPath()));
        put(line, "target", target(request));
        put(line, "reason", Plain.words(notes.reason()));
        put(line, "content", Plain.words(notes.content()));
        line.put("status", response.getStatus());
        String before = revision(request.getHeaderString("If-Match"), request.getHeaderString("If-None-Match"));
        put(line, "before", before == null ? revision(notes.before(), null) : before);
        Object tag = response.getHeaders().getFirst("ETag");
        put(line, response.getStatus() < 300 ? "after" : "found", tag == null ? null : revision(tag.toString(), null));
        return json(line);
    }

    private @Nullable String target(ContainerRequestContext request) {
        var parameters = request.getUriInfo().getPathParameters();
        String said = notes.target();
        String target = parameters.getFirst(Authorization.TARGET);
        return said != null ? Plain.name(said) : target == null ? null : Plain.name(target);
    }

    private static @Nullable String revision(@Nullable String tag, @Nullable String none) {
        return tag != null ? Plain.name(tag).replace("\"", "") : none == null ? null : "absent";
    }

    private static void put(Map<String, Object> line, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            line.put(field, value);
        }
    }

    private static String json(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }
}
