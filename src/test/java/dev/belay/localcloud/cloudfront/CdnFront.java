package dev.belay.localcloud.cloudfront;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The edge of one distribution: what users of the site get. Objects are fetched from the bucket and origin path of the
 * distribution's configuration, kept by path for 24 hours of the clock (or as long as their Cache-Control says), and
 * dropped only by an invalidation that completed. {@code /} and {@code /index.html} are two paths, as with CloudFront.
 * Answers that are not 200 are passed on and not kept. GET and HEAD, on 127.0.0.1.
 */
public final class CdnFront implements AutoCloseable {
    private static final String X_CACHE = "X-Cache";

    private final CloudFrontSimulator cloudFront;
    private final String distribution;
    private final Function<OriginRequest, OriginAnswer> origin;
    private final InstantSource clock;
    private final EdgeCache cache = new EdgeCache();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Starts to serve.
     *
     * @param origin answers for the bucket; see {@link S3Origin}. An exception from it is a 502
     * @param port 0 for any that is free
     */
    public CdnFront(
            CloudFrontSimulator cloudFront,
            String distribution,
            Function<OriginRequest, OriginAnswer> origin,
            InstantSource clock,
            int port) {
        this.cloudFront = cloudFront;
        this.distribution = distribution;
        this.origin = origin;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("The CDN front can't listen on port " + port, e);
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** An edge whose origin is that S3 endpoint. */
    public CdnFront(CloudFrontSimulator cloudFront, String distribution, URI s3, InstantSource clock, int port) {
        this(cloudFront, distribution, new S3Origin(s3), clock, port);
    }

    /** Where users find the site: {@code http://127.0.0.1:PORT/}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                send(
                        exchange,
                        failed(403, "This distribution is not configured to allow the HTTP request method " + method));
            } else {
                send(
                        exchange,
                        answer(Paths.encoded(
                                Paths.decoded(exchange.getRequestURI().getRawPath()))));
            }
        }
    }

    private OriginAnswer answer(String path) {
        Optional<DistributionConfig> config = cloudFront.atTheEdge(distribution);
        if (config.isEmpty()) {
            return failed(404, "There is no distribution " + distribution);
        }
        List<Invalidation> before = cloudFront.completedInvalidations(distribution);
        Optional<EdgeCache.Kept> kept = cache.find(path, clock.instant(), before);
        if (kept.isPresent()) {
            Duration age = Duration.between(kept.get().fetched(), clock.instant());
            return with(
                    kept.get().answer(),
                    Map.of(X_CACHE, "Hit from cloudfront", "Age", String.valueOf(age.toSeconds())));
        }
        OriginAnswer fetched = fetch(config.get(), path);
        cache.keep(path, fetched, clock.instant(), before, cloudFront.completedInvalidations(distribution));
        return with(fetched, Map.of(X_CACHE, (fetched.status() < 400 ? "Miss" : "Error") + " from cloudfront"));
    }

    private OriginAnswer fetch(DistributionConfig config, String path) {
        Optional<String> bucket = config.bucket();
        if (bucket.isEmpty()) {
            return failed(502, "The local cloud knows S3 origins only");
        }
        String asked = path.equals("/") ? "/" + config.defaultRootObject() : path;
        String key = config.originPath() + Paths.decoded(asked);
        try {
            return origin.apply(new OriginRequest(bucket.get(), key.substring(1)));
        } catch (UncheckedIOException e) {
            return failed(502, "CloudFront wasn't able to connect to the origin: " + e.getMessage());
        }
    }

    private static OriginAnswer failed(int status, String message) {
        byte[] body = (message + "\n").getBytes(StandardCharsets.UTF_8);
        return new OriginAnswer(status, Map.of("Content-Type", "text/plain", X_CACHE, "Error from cloudfront"), body);
    }

    private static OriginAnswer with(OriginAnswer answer, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(answer.headers());
        all.putAll(more);
        return new OriginAnswer(answer.status(), all, answer.body());
    }

    private static void send(HttpExchange exchange, OriginAnswer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        Optional<String> etag = answer.header("ETag");
        boolean known = answer.status() == 200
                && etag.isPresent()
                && etag.get().equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        if (known) {
            exchange.sendResponseHeaders(304, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }
}
