package dev.belay.localcloud.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.HttpFront;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.VirtualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a user of the site gets from the edge. */
class CdnFrontTest {
    private static final String SITE = "E2EXAMPLE";
    private static final String HIT = "Hit from cloudfront";
    private static final String MISS = "Miss from cloudfront";

    private final VirtualClock clock = new VirtualClock();
    private final CloudFrontSimulator cloudFront = new CloudFrontSimulator(clock, 10);
    private final Map<String, String> bucket = new ConcurrentHashMap<>();
    private final Map<String, String> metadata = new ConcurrentHashMap<>(Map.of("Content-Type", "text/html"));
    private final AtomicInteger invalidated = new AtomicInteger();
    private Runnable whileAsked = () -> {};
    private final HttpClient http = HttpClient.newHttpClient();
    private final CdnFront front;

    CdnFrontTest() {
        cloudFront.seedDistribution(SITE, "shop-frontend", "/live");
        front = new CdnFront(cloudFront, SITE, this::fromBucket, clock, 0);
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void an_object_is_fetched_once_and_then_served_from_the_cache() {
        bucket.put("live/app.js", "one");
        assertThat(cacheOf(get("app.js"))).isEqualTo(MISS);
        bucket.put("live/app.js", "two");
        clock.advance(Duration.ofSeconds(90));
        HttpResponse<String> again = get("app.js");
        assertThat(again.body()).isEqualTo("one");
        assertThat(cacheOf(again)).isEqualTo(HIT);
        assertThat(again.headers().firstValue("Age")).contains("90");
    }

    @Test
    void the_root_is_the_default_root_object_but_a_path_of_its_own() {
        bucket.put("live/index.html", "one");
        assertThat(get("").body()).isEqualTo("one");
        bucket.put("live/index.html", "two");
        assertThat(get("").body()).isEqualTo("one");
        assertThat(get("index.html").body()).isEqualTo("two");
    }

    @Test
    void an_invalidation_removes_what_it_names_when_it_completes_and_not_before() {
        bucket.put("live/index.html", "one");
        get("index.html");
        bucket.put("live/index.html", "two");
        invalidate("/*");
        assertThat(get("index.html").body()).isEqualTo("one");
        clock.advance(Duration.ofSeconds(2));
        assertThat(get("index.html").body()).isEqualTo("two");
    }

    @Test
    void a_stuck_invalidation_leaves_the_old_objects_in_the_cache() {
        bucket.put("live/index.html", "one");
        get("index.html");
        bucket.put("live/index.html", "two");
        cloudFront.hold(SITE);
        invalidate("/*");
        clock.advance(Duration.ofHours(1));
        assertThat(get("index.html").body()).isEqualTo("one");
    }

    @Test
    void an_invalidation_removes_exact_paths_and_those_below_a_wildcard_only() {
        for (String key : new String[] {"index.html", "about.html", "a/1.js", "a/b/2.js"}) {
            bucket.put("live/" + key, "one");
            get(key);
            bucket.put("live/" + key, "two");
        }
        invalidate("/index.html", "/a/*");
        clock.advance(Duration.ofSeconds(2));
        assertThat(get("index.html").body()).isEqualTo("two");
        assertThat(get("a/1.js").body()).isEqualTo("two");
        assertThat(get("a/b/2.js").body()).isEqualTo("two");
        assertThat(get("about.html").body()).isEqualTo("one");
    }

    @Test
    void a_key_with_a_space_is_invalidated_by_its_encoded_path() {
        bucket.put("live/my file.txt", "one");
        assertThat(get("my%20file.txt").body()).isEqualTo("one");
        bucket.put("live/my file.txt", "two");
        invalidate("/my%20file.txt");
        clock.advance(Duration.ofSeconds(2));
        assertThat(get("my%20file.txt").body()).isEqualTo("two");
    }

    @Test
    void an_answer_that_an_invalidation_overtook_is_not_kept() {
        bucket.put("live/index.html", "one");
        invalidate("/*");
        whileAsked = () -> clock.advance(Duration.ofSeconds(2));
        assertThat(get("index.html").body()).isEqualTo("one");
        whileAsked = () -> {};
        bucket.put("live/index.html", "two");
        assertThat(get("index.html").body()).isEqualTo("two");
    }

    @Test
    void an_object_is_kept_for_a_day_or_as_long_as_its_cache_control_says() {
        bucket.put("live/day.js", "one");
        get("day.js");
        clock.advance(Duration.ofHours(23));
        assertThat(cacheOf(get("day.js"))).isEqualTo(HIT);
        clock.advance(Duration.ofHours(1));
        assertThat(cacheOf(get("day.js"))).isEqualTo(MISS);

        metadata.put("Cache-Control", "public, max-age=60");
        bucket.put("live/minute.js", "one");
        get("minute.js");
        clock.advance(Duration.ofSeconds(59));
        assertThat(cacheOf(get("minute.js"))).isEqualTo(HIT);
        clock.advance(Duration.ofSeconds(1));
        assertThat(cacheOf(get("minute.js"))).isEqualTo(MISS);

        metadata.put("Cache-Control", "no-cache");
        bucket.put("live/never.js", "one");
        get("never.js");
        assertThat(cacheOf(get("never.js"))).isEqualTo(MISS);
    }

    @Test
    void headers_of_the_object_arrive_unchanged_from_origin_and_cache() {
        metadata.putAll(Map.of(
                "Content-Encoding", "br", "Cache-Control", "max-age=9", "ETag", "\"e\"", "x-amz-meta-build", "7"));
        bucket.put("live/app.js", "one");
        for (String expected : new String[] {MISS, HIT}) {
            HttpResponse<String> answer = get("app.js");
            assertThat(cacheOf(answer)).isEqualTo(expected);
            metadata.forEach((name, value) ->
                    assertThat(answer.headers().firstValue(name)).contains(value));
        }
    }

    @Test
    void a_missing_object_is_passed_on_and_not_kept() {
        HttpResponse<String> missing = get("late.js");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(cacheOf(missing)).isEqualTo("Error from cloudfront");
        bucket.put("live/late.js", "one");
        assertThat(get("late.js").body()).isEqualTo("one");
    }

    @Test
    void a_head_request_has_the_headers_and_no_body() {
        bucket.put("live/app.js", "one");
        HttpResponse<String> head = send("HEAD", front.uri().resolve("app.js"));
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("3");
        assertThat(head.headers().firstValue("Content-Type")).contains("text/html");
    }

    @Test
    void other_methods_are_refused() {
        assertThat(send("POST", front.uri()).statusCode()).isEqualTo(403);
    }

    @Test
    void an_s3_endpoint_is_asked_by_path_and_without_a_signature() {
        Map<String, String> seen = new HashMap<>();
        HttpFront s3 = new HttpFront(0, request -> Optional.of(answered(request, seen)));
        try (s3;
                CdnFront edge = new CdnFront(cloudFront, SITE, s3.address(), clock, 0)) {
            HttpResponse<String> answer = send("GET", edge.uri().resolve("a/my%20file+1.js"));
            assertThat(answer.body()).isEqualTo("from s3");
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript");
            assertThat(seen)
                    .containsEntry("path", "/shop-frontend/live/a/my%20file%2B1.js")
                    .doesNotContainKey("authorization");
        }
    }

    @Test
    void an_origin_that_can_not_be_reached_is_a_bad_gateway() {
        HttpFront gone = new HttpFront(0, request -> Optional.empty());
        gone.close();
        try (CdnFront edge = new CdnFront(cloudFront, SITE, gone.address(), clock, 0)) {
            assertThat(send("GET", edge.uri()).statusCode()).isEqualTo(502);
        }
    }

    private static Response answered(Request request, Map<String, String> seen) {
        seen.putAll(request.headers());
        seen.put("path", request.path());
        return Response.of(200, "text/javascript", "from s3");
    }

    private Response fromBucket(OriginRequest request) {
        assertThat(request.bucket()).isEqualTo("shop-frontend");
        String found = bucket.get(request.key());
        whileAsked.run();
        return found == null
                ? new Response(
                        404, Map.of("Content-Type", "application/xml"), "<Error/>".getBytes(StandardCharsets.UTF_8))
                : new Response(200, metadata, found.getBytes(StandardCharsets.UTF_8));
    }

    private void invalidate(String... paths) {
        StringBuilder items = new StringBuilder();
        for (String path : paths) {
            items.append("<Path>").append(path).append("</Path>");
        }
        String body = "<InvalidationBatch><Paths><Quantity>" + paths.length + "</Quantity><Items>" + items
                + "</Items></Paths><CallerReference>" + invalidated.incrementAndGet()
                + "</CallerReference></InvalidationBatch>";
        Response answer = cloudFront.handle(new Request(
                "POST",
                "/2020-05-31/distribution/" + SITE + "/invalidation",
                "",
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8),
                "us-east-1",
                "123456789012"));
        assertThat(answer.status()).isEqualTo(201);
    }

    private HttpResponse<String> get(String path) {
        return send("GET", front.uri().resolve(path));
    }

    private HttpResponse<String> send(String method, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String cacheOf(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Cache").orElse("");
    }
}
