package dev.belay.localcloud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A small HTTP server on 127.0.0.1, one virtual thread a request. */
public final class HttpFront implements AutoCloseable {
    /** Meant for one hop, or written by the server itself. */
    static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length",
            "date");

    static {
        // Without the first, a small answer waits 40 ms for a delayed acknowledgement; without the others the server
        // closes idle connections before the SDK's pool does, which shows as a call that fails by chance.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", "600");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts at once.
     *
     * @param port 0 for any free one
     * @param answer an empty answer cuts the connection
     * @throws IllegalStateException naming the port, where it is taken
     */
    public HttpFront(int port, Function<Request, Optional<Response>> answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        } catch (BindException e) {
            throw new IllegalStateException("port " + port + " of 127.0.0.1 is in use; choose another one", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, answer));
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void serve(HttpExchange exchange, Function<Request, Optional<Response>> answer) throws IOException {
        try (exchange) {
            Optional<Response> response = answer.apply(read(exchange));
            if (response.isPresent()) {
                write(exchange, response.get());
            }
        } catch (RuntimeException e) {
            byte[] why = (e + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            write(exchange, new Response(500, Map.of("Content-Type", "text/plain"), why));
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(",", values)));
        URI uri = exchange.getRequestURI();
        return new Request(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                exchange.getRequestBody().readAllBytes(),
                "us-east-1",
                "");
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        response.headers().forEach((name, value) -> {
            if (!HOP_BY_HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                exchange.getResponseHeaders().set(name, value);
            }
        });
        if (head) {
            String length = response.header("content-length").orElse(Integer.toString(response.body().length));
            exchange.getResponseHeaders().set("Content-Length", length);
        }
        boolean empty = head || response.body().length == 0 || response.status() == 204 || response.status() == 304;
        exchange.sendResponseHeaders(response.status(), empty ? -1 : response.body().length);
        if (!empty) {
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(response.body());
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
