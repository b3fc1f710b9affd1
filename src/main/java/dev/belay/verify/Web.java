package dev.belay.verify;

import dev.belay.model.MetadataAddresses;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Requests, each bounded in time and size, to addresses that a check may reach. Redirects are hops of our own. One for a probe:
 * a connection kept from an earlier one would go on to ask what a name no longer stands for.
 */
final class Web implements AutoCloseable {
    /** The system's own resolver. */
    static final Names DNS = InetAddress::getAllByName;

    private static final int MAX_HOPS = 5;

    /** How names become addresses; a seam for tests. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What came back. */
    sealed interface Fetched {}

    /**
     * An answer, read whole.
     *
     * @param uri after redirects
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Reply(URI uri, int status, HttpHeaders headers, byte[] body) implements Fetched {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    /** No answer, and why. */
    record NoReply(String why) implements Fetched {}

    /**
     * @param body null: none
     * @param headers of the request; not sent on to another origin
     * @param timeout of the whole exchange: names, redirects and body included
     * @param followRedirects for GETs only: what was sent to one address is not sent to another
     * @param limit of the answer's body in bytes
     */
    record Request(
            String method,
            URI uri,
            Map<String, String> headers,
            @Nullable String body,
            Duration timeout,
            boolean followRedirects,
            long limit) {
        /** Shows nothing that may hold secrets. */
        @Override
        public String toString() {
            return method + " " + plain(uri);
        }

        private Request at(URI next) {
            // Credentials are for the one that they were written for.
            return new Request(
                    method, next, sameOrigin(uri, next) ? headers : Map.of(), body, timeout, followRedirects, limit);
        }
    }

    private final HttpClient client;
    private final Names names;

    Web(Names names) {
        this(names, HttpClient.newBuilder());
    }

    /** One that keeps cookies, and sends them on to whom they are for. */
    Web(Names names, CookieHandler cookies) {
        this(names, HttpClient.newBuilder().cookieHandler(cookies));
    }

    private Web(Names names, HttpClient.Builder client) {
        this.names = names;
        this.client = client.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(task -> Thread.ofVirtual().name("probe-io").start(task))
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** Never throws for what the world does. */
    Fetched fetch(Request request) {
        Callable<Fetched> exchange = () -> hops(request);
        var task = new FutureTask<>(exchange);
        Thread.ofVirtual().name("probe").start(task);
        try {
            return task.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new NoReply("no answer within " + request.timeout().toMillis() + " ms");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            return new NoReply("interrupted");
        } catch (ExecutionException e) {
            return new NoReply("failed with " + e.getCause());
        }
    }

    private Fetched hops(Request first) throws InterruptedException {
        Request request = first;
        for (int hop = 0; ; hop++) {
            Fetched fetched = one(request);
            if (!request.followRedirects() || !(fetched instanceof Reply reply) || !isRedirect(reply)) {
                return fetched;
            }
            if (hop == MAX_HOPS) {
                return new NoReply("more than " + MAX_HOPS + " redirects");
            }
            URI next;
            try {
                next = request.uri().resolve(reply.header("Location"));
            } catch (IllegalArgumentException e) {
                return new NoReply("redirected to what is not an address");
            }
            if ("https".equalsIgnoreCase(request.uri().getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
                return new NoReply("redirected from https to " + plain(next) + ", which is not followed");
            }
            request = request.at(next);
        }
    }

    private Fetched one(Request request) throws InterruptedException {
        URI uri = request.uri();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return new NoReply("expected an http or https address, found " + plain(uri));
        }
        try {
            // The client resolves again, but from the JDK's cache of names, so it gets what was looked at here.
            for (InetAddress address : names.resolve(uri.getHost())) {
                if (MetadataAddresses.refused(address)) {
                    return new NoReply(uri.getHost() + " is refused: " + address.getHostAddress()
                            + " is a link-local or metadata address");
                }
            }
            HttpRequest asked;
            try {
                asked = asked(request);
            } catch (IllegalArgumentException e) {
                return new NoReply("a request header can't be sent"); // the exception's words hold the value
            }
            HttpResponse<byte[]> response =
                    client.send(asked, BodyHandlers.limiting(BodyHandlers.ofByteArray(), request.limit()));
            return new Reply(uri, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            return new NoReply(words(uri, e, request.limit()));
        }
    }

    private static HttpRequest asked(Request request) {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept-Encoding", "identity");
        headers.put("User-Agent", "Belay");
        headers.putAll(request.headers());
        String body = request.body();
        var asked = HttpRequest.newBuilder(request.uri())
                .method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(asked::setHeader);
        return asked.build();
    }

    private static boolean isRedirect(Reply reply) {
        return switch (reply.status()) {
            case 301, 302, 303, 307, 308 -> !reply.header("Location").isEmpty();
            default -> false;
        };
    }

    /** Whether scheme, host and port are the same. */
    static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** An address for people: without what may hold secrets, its user and its query. */
    static String plain(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getHost() == null
                ? Answer.cut(String.valueOf(uri.getPath()), 100)
                : uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    private static String words(URI uri, IOException e, long limit) {
        String said = String.valueOf(e.getMessage());
        return switch (e) {
            case UnknownHostException unknown -> "the name " + uri.getHost() + " does not resolve";
            case ConnectException refused -> "can't connect to " + uri.getHost() + ":" + port(uri);
            case SSLException tls -> "TLS with " + uri.getHost() + " failed: " + said;
            default ->
                said.startsWith("body exceeds capacity")
                        ? "the body is longer than " + limit + " bytes"
                        : "no answer from " + uri.getHost() + ":" + port(uri) + ": " + said;
        };
    }
}
