package dev.belay.localcloud.cloudfront;

import dev.belay.localcloud.HttpFront;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
    private final Function<OriginRequest, Response> origin;
    private final InstantSource clock;
    private final EdgeCache cache = new EdgeCache();
    private final OuterCache outer;
    private final HttpFront http;

    /**
     * Starts to serve.
     *
     * @param origin answers for the bucket; see {@link S3Origin}. An {@link UncheckedIOException} from it is a 502
     * @param port 0 for any that is free
     * @throws IllegalStateException naming the port, where it is taken
     */
    public CdnFront(
            CloudFrontSimulator cloudFront,
            String distribution,
            Function<OriginRequest, Response> origin,
            InstantSource clock,
            int port) {
        this.cloudFront = cloudFront;
        this.distribution = distribution;
        this.origin = origin;
        this.clock = clock;
        this.outer = new OuterCache(this::answer, clock);
        this.http = new HttpFront(port, this::serve);
        cloudFront.edge(distribution, stands -> outer.stand(stands, cache.paths()));
    }

    /** An edge whose origin is that S3 endpoint. */
    public CdnFront(CloudFrontSimulator cloudFront, String distribution, URI s3, InstantSource clock, int port) {
        this(cloudFront, distribution, new S3Origin(s3), clock, port);
    }

    /** Where users find the site: {@code http://127.0.0.1:PORT/}. */
    public URI uri() {
        return http.address().resolve("/");
    }

    @Override
    public void close() {
        http.close();
    }

    private Optional<Response> serve(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Optional.of(failed(
                    403, "This distribution is not configured to allow the HTTP request method " + request.method()));
        }
        Response answer = outer.answer(Paths.encoded(Paths.decoded(request.path())));
        boolean known = answer.status() == 200
                && answer.header("ETag").isPresent()
                && answer.header("ETag").equals(request.header("If-None-Match"));
        return Optional.of(known ? new Response(304, answer.headers(), new byte[0]) : answer);
    }

    private Response answer(String path) {
        Optional<DistributionConfig> config = cloudFront.atTheEdge(distribution);
        if (config.isEmpty()) {
            return failed(404, "There is no distribution " + distribution);
        }
        List<Invalidation> before = cloudFront.completedInvalidations(distribution);
        Optional<EdgeCache.Kept> kept = cache.find(path, clock.instant(), before);
        if (kept.isPresent()) {
            Duration age = Duration.between(kept.get().fetched(), clock.instant());
            return kept.get()
                    .answer()
                    .with(X_CACHE, "Hit from cloudfront")
                    .with("Age", String.valueOf(age.toSeconds()));
        }
        Response fetched = fetch(config.get(), path);
        cache.keep(path, fetched, clock.instant(), before, cloudFront.completedInvalidations(distribution));
        return fetched.with(X_CACHE, (fetched.status() < 400 ? "Miss" : "Error") + " from cloudfront");
    }

    private Response fetch(DistributionConfig config, String path) {
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

    private static Response failed(int status, String message) {
        return Response.of(status, "text/plain", message + "\n").with(X_CACHE, "Error from cloudfront");
    }
}
