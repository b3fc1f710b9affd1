package dev.belay.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Answers every request over HTTP with the next of a few prepared answers, and remembers what was asked. */
public final class TinyAws implements AutoCloseable {
    /** What was asked. */
    public record Asked(String path, @Nullable String target, String authorization, String userAgent, String body) {}

    /** What is answered; status 0: the connection is cut, -1: never. */
    public record Answer(int status, String type, String body) {
        public static final Answer CUT = new Answer(0, "", "");
        public static final Answer NEVER = new Answer(-1, "", "");

        public static Answer json(int status, String body) {
            return new Answer(status, "application/x-amz-json-1.1", body);
        }

        public static Answer xml(int status, String body) {
            return new Answer(status, "application/xml", body);
        }
    }

    public final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    public TinyAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** The answers to come, the last of them over and over. */
    public void answers(Answer... prepared) {
        answers.addAll(List.of(prepared));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestURI().toString(),
                    headers.getFirst("X-Amz-Target"),
                    String.valueOf(headers.getFirst("Authorization")),
                    String.valueOf(headers.getFirst("User-Agent")),
                    body));
            Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            if (answer.status() == -1) {
                closing.await();
            }
            if (answer.status() > 0) {
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", answer.type().toLowerCase(Locale.ROOT));
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
