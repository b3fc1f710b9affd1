package dev.belay.localcloud.cloudfront;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * CloudFront's control API, 2020-05-31: distributions, their configurations and their invalidations. Invalidations take
 * 20 seconds and configurations 60 seconds of the clock, divided by the speed. The calls of all regions and accounts see
 * the same distributions. Thread-safe.
 */
public final class CloudFrontSimulator implements Simulator {
    /** The service name in the credential scope of CloudFront's calls. */
    public static final String SIGNING_NAME = "cloudfront";

    private static final Duration INVALIDATION = Duration.ofSeconds(20);
    private static final Duration DEPLOYMENT = Duration.ofSeconds(60);

    private final InstantSource clock;
    private final double speed;
    private final Map<String, Distribution> distributions = new TreeMap<>();
    private final Map<String, List<Consumer<Boolean>>> edges = new HashMap<>();
    private long issued;

    /** A CloudFront without distributions; {@code speed} 1 is as slow as AWS, 10 is ten times faster. */
    public CloudFrontSimulator(InstantSource clock, double speed) {
        this.clock = clock;
        this.speed = speed;
    }

    /** Adds a deployed distribution whose only origin is that bucket in eu-north-1, and that path in it ("" or "/a"). */
    public synchronized void seedDistribution(String id, String bucket, String originPath) {
        var config = DistributionConfig.ofBucket("seed-" + id, bucket + ".s3.eu-north-1.amazonaws.com", originPath);
        Instant now = clock.instant();
        distributions.put(id, new Distribution(id, config, issue('E'), now, now));
    }

    /** From now on no invalidation of the distribution completes. */
    public synchronized void hold(String distribution) {
        settled(distribution).hold(true);
    }

    /** Ends {@link #hold}: what would have completed meanwhile completes now. */
    public synchronized void release(String distribution) {
        settled(distribution).hold(false);
    }

    /** From now on the distribution, edges included, reads from that bucket in eu-north-1 and that path in it. */
    public synchronized void origin(String distribution, String bucket, String originPath) {
        Distribution found = settled(distribution);
        Instant now = clock.instant();
        DistributionConfig config = DistributionConfig.ofBucket(
                found.config().callerReference(), bucket + ".s3.eu-north-1.amazonaws.com", originPath);
        found.update(config, found.etag(), issue('E'), now, now);
    }

    /** From now on another cache stands before the distribution's edges, which hears of no invalidation; or no longer. */
    public void outerCache(String distribution, boolean stands) {
        edges(distribution).forEach(edge -> edge.accept(stands));
    }

    private synchronized List<Consumer<Boolean>> edges(String distribution) {
        settled(distribution);
        return List.copyOf(edges.getOrDefault(distribution, List.of()));
    }

    /** Tells the edge when {@link #outerCache} is asked for. */
    synchronized void edge(String distribution, Consumer<Boolean> outerCache) {
        edges.computeIfAbsent(distribution, d -> new ArrayList<>()).add(outerCache);
    }

    /** All invalidations of the distribution, oldest first. */
    public synchronized List<Invalidation> invalidations(String distribution) {
        return settled(distribution).invalidations();
    }

    /** Those that completed, in the order of their completion: what an edge has dropped from its cache. */
    public synchronized List<Invalidation> completedInvalidations(String distribution) {
        return settled(distribution).completed();
    }

    /** The configuration that the edges of the distribution work by; empty when there is no such distribution. */
    synchronized Optional<DistributionConfig> atTheEdge(String distribution) {
        return distributions.containsKey(distribution)
                ? Optional.of(settled(distribution).atTheEdge())
                : Optional.empty();
    }

    @Override
    public synchronized Response handle(Request request) {
        String requestId = issue('R').toLowerCase(Locale.ROOT);
        try {
            return answer(Route.of(request), request).response(requestId);
        } catch (Refusal refusal) {
            return new Answer(refusal.status(), Map.of(), refusal.body(requestId)).response(requestId);
        }
    }

    @Override
    public Wire wire() {
        return Wire.REST_XML;
    }

    @Override
    public String operation(Request request) {
        return Route.operation(request);
    }

    @Override
    public Map<String, Control> controls() {
        return new CloudFrontControls(this).all();
    }

    @Override
    public synchronized JsonNode state() {
        ObjectNode state = Json.object();
        for (String id : distributions.keySet()) {
            Distribution found = settled(id);
            ObjectNode shown = state.putObject(id)
                    .put(
                            "origin",
                            found.config().bucket().orElse("not S3")
                                    + found.config().originPath())
                    .put("status", found.status(clock.instant()))
                    .put("held", found.held());
            ObjectNode invalidations = shown.putObject("invalidations");
            found.invalidations().reversed().stream()
                    .limit(10)
                    .forEach(i -> invalidations.put(i.id(), found.status(i) + " " + i.paths()));
        }
        return state;
    }

    private Answer answer(Route route, Request request) {
        Documents as = new Documents(request.account(), clock.instant());
        return switch (route) {
            case Route.CreateDistribution() -> create(DistributionConfig.parse(Xml.parse(request.body())), as);
            case Route.ListDistributions(Page page) -> {
                distributions.keySet().forEach(this::settled);
                yield Answer.ok(as.distributions(page, List.copyOf(distributions.values())));
            }
            case Route.GetDistribution(String id) -> {
                Distribution found = settled(id);
                yield new Answer(200, Map.of("ETag", found.etag()), as.distribution(found));
            }
            case Route.GetDistributionConfig(String id) -> {
                Distribution found = settled(id);
                yield new Answer(
                        200, Map.of("ETag", found.etag()), found.config().xml());
            }
            case Route.UpdateDistribution(String id) ->
                update(
                        id,
                        request.header("if-match").orElse(""),
                        DistributionConfig.parse(Xml.parse(request.body())),
                        as);
            case Route.CreateInvalidation(String id) ->
                invalidate(id, InvalidationBatch.of(Xml.parse(request.body())), as);
            case Route.ListInvalidations(String id, Page page) -> Answer.ok(as.invalidations(page, settled(id)));
            case Route.GetInvalidation(String id, String invalidation) -> {
                Distribution found = settled(id);
                yield Answer.ok(as.invalidation(found, found.invalidation(invalidation)));
            }
        };
    }

    private Answer create(DistributionConfig config, Documents as) {
        for (Distribution known : distributions.values()) {
            if (known.config().callerReference().equals(config.callerReference())) {
                if (known.config().equals(config)) {
                    return created(known, as);
                }
                throw new Refusal(
                        409,
                        "DistributionAlreadyExists",
                        "The caller reference that you are using to create a distribution is associated with another distribution. Already exists: "
                                + known.id);
            }
        }
        String id = issue('E');
        Instant now = clock.instant();
        Distribution made = new Distribution(id, config, issue('E'), now, now.plus(scaled(DEPLOYMENT)));
        distributions.put(id, made);
        return created(made, as);
    }

    private static Answer created(Distribution made, Documents as) {
        String location = "https://cloudfront.amazonaws.com/2020-05-31/distribution/" + made.id;
        return new Answer(201, Map.of("ETag", made.etag(), "Location", location), as.distribution(made));
    }

    private Answer update(String id, String ifMatch, DistributionConfig config, Documents as) {
        Distribution found = settled(id);
        Instant now = clock.instant();
        found.update(config, ifMatch, issue('E'), now, now.plus(scaled(DEPLOYMENT)));
        return new Answer(200, Map.of("ETag", found.etag()), as.distribution(found));
    }

    private Answer invalidate(String id, InvalidationBatch batch, Documents as) {
        Distribution found = settled(id);
        Invalidation asked = found.invalidate(batch, issue('I'), clock.instant(), scaled(INVALIDATION));
        String location =
                "https://cloudfront.amazonaws.com/2020-05-31/distribution/" + id + "/invalidation/" + asked.id();
        return new Answer(201, Map.of("Location", location), as.invalidation(found, asked));
    }

    private Distribution settled(String id) {
        Distribution found = distributions.get(id);
        if (found == null) {
            throw new Refusal(404, "NoSuchDistribution", "The specified distribution does not exist.");
        }
        found.settle(clock.instant());
        return found;
    }

    private Duration scaled(Duration atNormalSpeed) {
        return Duration.ofNanos(Math.round(atNormalSpeed.toNanos() / speed));
    }

    /** An id that looks like AWS's: opaque, and not in the order of issue. */
    private String issue(char kind) {
        issued++;
        String digits = Long.toUnsignedString(issued * 0x9E3779B97F4A7C15L, 36).toUpperCase(Locale.ROOT);
        return kind + "0".repeat(13 - digits.length()) + digits;
    }

    private record Answer(int status, Map<String, String> headers, Xml body) {
        static Answer ok(Xml body) {
            return new Answer(200, Map.of(), body);
        }

        Response response(String requestId) {
            Map<String, String> all = new HashMap<>(headers);
            all.put("Content-Type", "text/xml");
            all.put("x-amzn-RequestId", requestId);
            return new Response(status, all, body.document().getBytes(StandardCharsets.UTF_8));
        }
    }
}
