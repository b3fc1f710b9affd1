package dev.belay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers as it is told to, and remembers what it was asked. A path without an answer is 404. */
final class FakeDaemon implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeDaemon() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** What it was asked: {@code GET /api/v1/targets?label=a}, without the prefix. */
    record Asked(String what, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    private record Reply(int status, String type, String body, Runnable first) {}

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on; of several for one thing each is given once, and the last for ever. */
    FakeDaemon on(String what, int status, String body) {
        return on(what, status, body, () -> {});
    }

    /** The same, and something happens first. */
    FakeDaemon on(String what, int status, String body, Runnable first) {
        String type = status < 300
                ? what.contains("/events") ? "text/event-stream" : "application/json"
                : "application/problem+json";
        replies.computeIfAbsent(what, each -> new ArrayDeque<>())
                .add(new Reply(
                        status,
                        type,
                        (type.equals("text/event-stream") ? ":watching\n\n" : "") + body.replace('\'', '"'),
                        first));
        return this;
    }

    FakeDaemon problem(String what, int status, String detail) {
        return on(what, status, "{'status': %d, 'detail': '%s'}".formatted(status, detail));
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked asked(String what) {
        return asked.stream()
                .filter(one -> one.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError(what + " was not asked, but " + asked));
    }

    boolean wasAsked(String what) {
        return asked.stream().anyMatch(one -> one.what().equals(what));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toASCIIString().replaceFirst("/api/v1", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(what, Map.copyOf(exchange.getRequestHeaders()), body));
        Reply reply = next(what);
        reply.first().run();
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.getResponseHeaders().set("ETag", "\"r2\"");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Reply next(String what) {
        Deque<Reply> all = replies.get(what);
        if (all == null) {
            return new Reply(404, "application/problem+json", "{\"detail\": \"there is no such thing\"}", () -> {});
        }
        synchronized (all) {
            return all.size() > 1 ? all.removeFirst() : all.getFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
