package dev.belay.announce;

import dev.belay.model.MetadataAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP exchanges of one delivery, each bounded in time and size, all together too. Redirects are not followed: what a message holds is for
 * the one that it was written for. What it says of an exchange names the host at most, never path, query or headers.
 */
final class Wire implements AutoCloseable {
    /** The system's own resolver. */
    static final Names DNS = InetAddress::getAllByName;

    private static final int BODY_LIMIT = 16 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** How names become addresses; a seam for tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /**
     * How long a delivery may take.
     *
     * @param exchange one of them
     * @param delivery beyond this, none is begun
     */
    record Patience(Duration exchange, Duration delivery) {
        static final Patience DEFAULT = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(45));
    }

    /** What came back. */
    sealed interface Reply {}

    /** An answer, read whole. */
    record Answered(int status, Map<String, String> headers, String body) implements Reply {
        boolean good() {
            return status / 100 == 2;
        }

        @Nullable
        String header(String name) {
            return headers.get(name);
        }
    }

    /** No answer, and why. */
    record Silent(String why) implements Reply {}

    /** It may not be asked, and why. */
    record Barred(String why) implements Reply {}

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(task -> Thread.ofVirtual().name("courier-io").start(task))
            .build();
    private final Names names;
    private final InstantSource clock;
    private final Patience patience;
    private final Instant end;

    Wire(Names names, InstantSource clock, Patience patience) {
        this.names = names;
        this.clock = clock;
        this.patience = patience;
        this.end = clock.instant().plus(patience.delivery());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /**
     * One exchange. Never throws for what the world does.
     *
     * @param body JSON; null: none
     */
    Reply send(String method, String address, Map<String, String> headers, @Nullable String body) {
        if (!clock.instant().isBefore(end)) {
            return new Silent("not done within " + patience.delivery().toSeconds() + " s");
        }
        Callable<Reply> exchange = () -> exchange(method, address, headers, body);
        var task = new FutureTask<>(exchange);
        Thread.ofVirtual().name("courier").start(task);
        try {
            return task.get(patience.exchange().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Silent("no answer within " + patience.exchange().toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return new Silent("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            return new Silent("failed with " + cause.getClass().getSimpleName()); // its words may hold anything
        }
    }

    private Reply exchange(String method, String address, Map<String, String> headers, @Nullable String body)
            throws InterruptedException {
        URI uri;
        HttpRequest request;
        try {
            uri = URI.create(address);
            request = request(method, uri, headers, body);
        } catch (IllegalArgumentException e) {
            return new Barred("its address or a header can't be sent"); // the exception's words hold the value
        }
        String host = uri.getHost();
        try {
            // The client resolves again, but from the JDK's cache of names, so it gets what was looked at here.
            for (InetAddress found : names.resolve(host)) {
                if (MetadataAddresses.refused(found)) {
                    return new Barred(host + " is refused: it is a link-local or metadata address");
                }
            }
            var response = client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_LIMIT));
            Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> answered.put(name, String.join(", ", values)));
            return new Answered(response.statusCode(), answered, new String(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Silent(words(host, e));
        }
    }

    private static HttpRequest request(String method, URI uri, Map<String, String> headers, @Nullable String body) {
        var request = HttpRequest.newBuilder(uri)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .setHeader("User-Agent", "Belay");
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private static String words(String host, IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "the name " + host + " does not resolve";
            case ConnectException refused -> "can't connect to " + host;
            case SSLException tls -> "TLS with " + host + " failed: " + Words.line(String.valueOf(e.getMessage()), 200);
            default -> "no answer from " + host + ": " + Words.line(String.valueOf(e.getMessage()), 200);
        };
    }
}
