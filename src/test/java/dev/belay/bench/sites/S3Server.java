package dev.belay.bench.sites;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An S3 server that takes as long to answer as it was told, writes down who asked for what, and takes little of the machine
 * itself: it shares it with those that are measured. Signatures are not looked at.
 */
final class S3Server implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Buckets buckets = new Buckets();
    private final ConcurrentLinkedQueue<Access> log = new ConcurrentLinkedQueue<>();
    private final int port;
    private volatile Latency latency = Latency.NONE;

    /** Starts it on any free port. */
    S3Server() {
        var options = new HttpServerOptions().setHandle100ContinueAutomatically(true);
        var server = vertx.createHttpServer(options)
                .requestHandler(request -> request.bodyHandler(body -> serve(request, body)));
        port = server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    int port() {
        return port;
    }

    /** A bucket's objects, to be laid out and looked at from outside; made when first asked for. */
    NavigableMap<String, StoredObject> bucket(String name) {
        return buckets.bucket(name);
    }

    /** From now on it takes so long. */
    void takes(Latency now) {
        latency = now;
    }

    /** What was asked since it was last forgotten, in the order of the answers. */
    List<Access> log() {
        return List.copyOf(log);
    }

    void forgetLog() {
        log.clear();
    }

    private void serve(HttpServerRequest request, Buffer body) {
        long begun = System.nanoTime();
        var asked = S3Request.of(
                request.method().name(), request.path(), parameters(request), headers(request), body.getBytes());
        int wait = latency.of(asked.operation());
        if (wait == 0) {
            answer(request, asked, begun);
        } else {
            vertx.setTimer(wait, timer -> answer(request, asked, begun));
        }
    }

    private void answer(HttpServerRequest request, S3Request asked, long begun) {
        var answer = buckets.answer(asked);
        var response = request.response().setStatusCode(answer.status());
        response.putHeader("x-amz-request-id", "0123456789ABCDEF").putHeader("server", "AmazonS3");
        answer.headers().forEach(response::putHeader);
        if (asked.operation() == Operation.HEAD) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
        String key = asked.key().isEmpty() ? asked.parameter("prefix", "") : asked.key();
        log.add(new Access(asked.operation(), asked.bucket(), key, answer.status(), begun, System.nanoTime()));
    }

    private static Map<String, String> parameters(HttpServerRequest request) {
        var parameters = new HashMap<String, String>();
        request.params().forEach(entry -> parameters.put(entry.getKey(), entry.getValue()));
        return parameters;
    }

    private static Map<String, String> headers(HttpServerRequest request) {
        var headers = new HashMap<String, String>();
        request.headers().forEach(entry -> headers.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return headers;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
