package dev.belay.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * A write that is sent twice under one {@code Idempotency-Key} is done once, and both get the answer of the first. In memory,
 * for ten minutes, on one replica; across a restart it is {@code If-Match} that keeps a second one from being done. It also
 * takes down what was asked, for the audit log, since it has the body in its hands.
 */
@Singleton
class Idempotency {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "DELETE", "PATCH");
    private static final Set<Integer> PASSING = Set.of(401, 403, 409, 429);
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final String OURS = "dev.belay.idempotency";
    private static final int REMEMBERED = 2_000;
    private static final Duration FOR = Duration.ofMinutes(10);

    private final Session session;
    private final Notes notes;
    private final Cache<String, Done> done =
            Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FOR).build();

    /**
     * What became of it.
     *
     * @param body the request's, hashed
     * @param answer null: it is being done
     */
    private record Done(String body, @Nullable Answer answer) {}

    private record Answer(
            int status,
            @Nullable Object entity,
            @Nullable String type,
            @Nullable Object tag) {}

    @Inject
    Idempotency(Session session, Notes notes) {
        this.session = session;
        this.notes = notes;
    }

    /** Empty: it is to be done. */
    @ServerRequestFilter(priority = Priorities.USER)
    public Optional<Response> before(ContainerRequestContext request) throws IOException {
        if (!WRITES.contains(request.getMethod())
                || !Pages.isApi(request.getUriInfo().getPath())) {
            return Optional.empty();
        }
        byte[] body = request.getEntityStream() == null
                ? new byte[0]
                : request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        notes.asked(new String(body, StandardCharsets.UTF_8));
        String key = request.getHeaderString("Idempotency-Key");
        if (key == null) {
            return Optional.empty();
        }
        if (!KEY.matcher(key).matches()) {
            return refusal(ProblemType.MALFORMED, "expected Idempotency-Key to be up to 128 visible ASCII characters");
        }
        return claim(request, hash(body), key);
    }

    private Optional<Response> claim(ContainerRequestContext request, String body, String key) {
        Identity identity = session.identity();
        String who = identity == null
                ? ""
                : identity.means().word() + " " + identity.caller().name();
        String place =
                who + "\n" + request.getMethod() + " " + request.getUriInfo().getPath() + "\n" + key;
        Done before = done.asMap().putIfAbsent(place, new Done(body, null));
        if (before == null) {
            request.setProperty(OURS, new String[] {place, body});
            return Optional.empty();
        }
        if (!before.body().equals(body)) {
            return refusal(ProblemType.KEY_REUSED, "this Idempotency-Key was sent with another body before");
        }
        Answer answer = before.answer();
        if (answer == null) {
            return Optional.of(Response.fromResponse(Problem.of(
                                    ProblemType.IN_FLIGHT,
                                    "the same request, with this Idempotency-Key, is being done; ask again in a moment")
                            .response())
                    .header("Retry-After", 1)
                    .build());
        }
        return Optional.of(again(answer));
    }

    private static Response again(Answer answer) {
        var response = Response.status(answer.status()).header("Idempotent-Replay", "true");
        if (answer.entity() != null) {
            response.entity(answer.entity()).type(answer.type());
        }
        return answer.tag() == null
                ? response.build()
                : response.header("ETag", answer.tag()).build();
    }

    /** After the problem's own writer. What failed, or passes by itself, is not remembered: it may be tried again. */
    @ServerResponseFilter(priority = 1)
    public void after(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(OURS) instanceof String[] ours)) {
            return;
        }
        int status = response.getStatus();
        if (status >= 500 || PASSING.contains(status)) {
            done.invalidate(ours[0]);
            return;
        }
        String type =
                response.getMediaType() == null ? null : response.getMediaType().toString();
        var answer = new Answer(
                status, response.getEntity(), type, response.getHeaders().getFirst("ETag"));
        done.put(ours[0], new Done(ours[1], answer));
    }

    private static Optional<Response> refusal(ProblemType type, String words) {
        return Optional.of(Problem.of(type, words).response());
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
