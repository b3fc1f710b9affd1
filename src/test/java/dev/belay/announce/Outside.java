package dev.belay.announce;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A receiver: a web server of its own that remembers what it was sent and answers as a test says. */
public final class Outside implements AutoCloseable {
    /** What was sent. */
    public record Sent(String method, String path, Map<String, String> headers, String body) {
        public String header(String name) {
            return String.valueOf(headers.get(name));
        }
    }

    /** What is answered; status 0: the connection is cut, -1: never, -2: a head and then nothing. */
    public record Answer(int status, String body, Map<String, String> headers) {
        static final Answer CUT = new Answer(0, "", Map.of());
        public static final Answer NEVER = new Answer(-1, "", Map.of());
        static final Answer HALF = new Answer(-2, "", Map.of());

        public Answer(int status, String body) {
            this(status, body, Map.of());
        }
    }

    public final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Function<Sent, Answer> answers = sent -> new Answer(200, "ok");

    public Outside() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public void answers(Function<Sent, Answer> how) {
        answers = how;
    }

    void answers(int status, String body) {
        answers = sent -> new Answer(status, body);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            var one = new Sent(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            sent.add(one);
            answer(exchange, answers.apply(one));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.status() == -2) {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        }
        if (answer.status() < 0) {
            closing.await();
        } else if (answer.status() > 0) {
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
