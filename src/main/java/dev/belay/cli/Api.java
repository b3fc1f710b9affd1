package dev.belay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's API, one request at a time. Not {@code java.net.http}: a client of that takes half a second to be there, this one
 * hardly any.
 *
 * <p>Every call throws {@link Trouble} for whatever is no success, in words and with the exit code for it.
 */
final class Api {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(60);

    private final Context context;
    private final Contexts contexts;
    private @Nullable String token;
    private boolean tokenKnown;

    Api(Context context, Contexts contexts) {
        this.context = context;
        this.contexts = contexts;
    }

    Context context() {
        return context;
    }

    JsonNode get(Route route) {
        return send(Request.get(route)).json();
    }

    /** Sends it, once. */
    Answer send(Request request) {
        HttpURLConnection connection = open(request, READ);
        try {
            int status = status(connection);
            if (status / 100 == 2) {
                return new Answer(status, revision(connection), text(connection.getInputStream()));
            }
            throw refused(connection, status);
        } catch (IOException e) {
            throw unreachable(e);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * Opens a stream that lasts.
     *
     * @param quiet how long nothing may come
     * @return to be closed; reading it may throw {@link IOException}, which is no trouble: it may be opened again
     */
    InputStream stream(Route route, Duration quiet) {
        HttpURLConnection connection = open(Request.get(route).header("Accept", "text/event-stream"), quiet);
        try {
            int status = status(connection);
            if (status / 100 == 2) {
                return connection.getInputStream();
            }
            throw refused(connection, status);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private HttpURLConnection open(Request request, Duration read) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(context.url() + "/api/v1" + request.route().text())
                            .toURL()
                            .openConnection();
            connection.setRequestMethod(request.method());
            connection.setConnectTimeout((int) CONNECT.toMillis());
            connection.setReadTimeout((int) read.toMillis());
            connection.setInstanceFollowRedirects(false); // nobody else gets the token
            connection.setUseCaches(false);
            connection.setRequestProperty("User-Agent", "belay");
            request.headers().forEach(connection::setRequestProperty);
            String token = token();
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            if (request.body() != null) {
                byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
                connection.setDoOutput(true);
                // The length being fixed, it is never sent a second time behind our back.
                connection.setFixedLengthStreamingMode(body.length);
                try (var out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            return connection;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private @Nullable String token() {
        if (!tokenKnown) {
            token = contexts.token(context);
            tokenKnown = true;
        }
        return token;
    }

    /** Where a body was sent, a 401 is thrown instead of answered. */
    private static int status(HttpURLConnection connection) throws IOException {
        try {
            return connection.getResponseCode();
        } catch (HttpRetryException e) {
            return e.responseCode();
        }
    }

    private static @Nullable String revision(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        return tag == null ? null : tag.replaceAll("^\"|\"$", "");
    }

    private static String text(@Nullable InputStream in) throws IOException {
        return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private Trouble refused(HttpURLConnection connection, int status) {
        String type = connection.getContentType();
        String body = "";
        try {
            body = text(connection.getErrorStream());
        } catch (IOException e) {
            // The status says enough.
        }
        boolean ours = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/problem+json");
        JsonNode problem = ours ? problem(body) : Json.object();
        Trouble trouble = new Refusals(context, contexts.file(), token != null).of(status, problem);
        return status == 429 || status >= 500 ? trouble.asPassing() : trouble;
    }

    private static JsonNode problem(String body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }

    private Trouble unreachable(IOException e) {
        String why = switch (e) {
            case ConnectException refused -> "connection refused";
            case UnknownHostException unknown -> "no such host";
            case SocketTimeoutException late ->
                late.getMessage() != null && late.getMessage().startsWith("Connect")
                        ? "no connection within " + CONNECT.toSeconds() + " s"
                        : "no answer in time; whether it was done is not known";
            case NoRouteToHostException none -> "no route to it";
            case SSLException tls -> "TLS: " + tls.getMessage();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
        return new Trouble(
                        Exit.FAILED,
                        "No Belay answers at " + context.described() + ": " + why + ".",
                        context.url().equals(Context.USUAL) && context.name() == null
                                ? "Another daemon is named by --context, BELAY_CONTEXT or BELAY_URL."
                                : "Is the daemon up, and is that its address?")
                .asPassing();
    }
}
