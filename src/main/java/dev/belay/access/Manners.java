package dev.belay.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every answer says to a browser, whoever gives it: a route, a file of the jar, an error. And what is never answered at
 * all: {@code TRACE}, and whatever Quarkus itself would serve.
 */
@ApplicationScoped
class Manners {
    /** Header and key of a request's id, by which its lines in the logs are found. */
    static final String REQUEST_ID = "X-Request-Id";

    private static final int FIRST = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern VERSIONED = Pattern.compile("/assets/[0-9a-f]{8,}/[^/]+");

    /** What Quarkus serves by itself; the console brings what it needs of the libraries from an address of its own. */
    private static final Pattern CLOSED = Pattern.compile("/+(q|webjars|openapi|_static)(/.*)?");

    /** Nothing in it may be run, framed or sent anywhere. */
    private static final String OF_DATA =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private static final String OF_PAGES = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " font-src 'self'; manifest-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none';"
            + " base-uri 'none'";

    private static final Map<String, String> ALWAYS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Permissions-Policy",
                    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(),"
                            + " midi=(), payment=(), usb=()");

    private final RandomGenerator chance;

    @Inject
    Manners(RandomGenerator chance) {
        this.chance = chance;
    }

    void register(@Observes Filters filters) {
        filters.register(this::attend, FIRST);
    }

    private void attend(RoutingContext context) {
        HttpServerRequest request = context.request();
        String id = id(request.getHeader(REQUEST_ID));
        context.put(REQUEST_ID, id);
        context.addHeadersEndHandler(ignored -> dress(request, context.response(), id));
        String path = Objects.requireNonNullElse(context.normalizedPath(), "/");
        if (request.method().name().equals("TRACE") || request.method().name().equals("CONNECT")) {
            refuse(
                    context.response(),
                    Problem.of(405, "this can't be done here").at(path));
        } else if (CLOSED.matcher(path).matches()) {
            refuse(
                    context.response(),
                    Problem.of(404, "there is nothing of that name here").at(path));
        } else {
            context.next();
        }
    }

    private static void refuse(HttpServerResponse response, Problem problem) {
        response.setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(problem.json());
    }

    private String id(@Nullable String given) {
        return given != null && ID.matcher(given).matches()
                ? given
                : HexFormat.of().toHexDigits(chance.nextLong());
    }

    private static void dress(HttpServerRequest request, HttpServerResponse response, String id) {
        var headers = response.headers();
        boolean page =
                Objects.requireNonNullElse(headers.get("Content-Type"), "").startsWith("text/html");
        ALWAYS.forEach(headers::set);
        headers.set(REQUEST_ID, id);
        headers.set("Content-Security-Policy", page ? OF_PAGES : OF_DATA);
        // With no-referrer a form of ours would be sent with the origin "null" (Fetch, 3.2), and taken for a foreign
        // one.
        headers.set("Referrer-Policy", page ? "same-origin" : "no-referrer");
        if ("https".equals(request.scheme())) {
            headers.set("Strict-Transport-Security", "max-age=31536000");
        }
        headers.set("Cache-Control", caching(request, response.getStatusCode(), headers.get("Cache-Control")));
    }

    /** Assets may be kept for ever under their version, if the console says so; nothing else is kept. */
    private static String caching(HttpServerRequest request, int status, @Nullable String said) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        return said != null && status == 200 && path.startsWith("/assets/")
                ? (VERSIONED.matcher(path).matches() ? said : "no-cache")
                : "no-store";
    }
}
