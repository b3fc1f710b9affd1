package dev.belay.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A web server on a port of its own that answers as a test says. */
final class Origin implements AutoCloseable {
    private final HttpServer server;
    final List<String> asked = new CopyOnWriteArrayList<>();

    Origin() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** @param headers {@code Name: value} each */
    Origin answers(String path, int status, byte[] body, String... headers) {
        return handles(path, exchange -> {
            for (String header : headers) {
                int colon = header.indexOf(':');
                exchange.getResponseHeaders()
                        .add(
                                header.substring(0, colon),
                                header.substring(colon + 1).strip());
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    Origin handles(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            asked.add(exchange.getRequestURI() + " " + header(exchange, "Accept-Encoding"));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    static String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        return String.join(",", Arrays.asList(values.toArray(String[]::new)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
