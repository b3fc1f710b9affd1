package dev.belay.localcloud.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.s3.S3Client;

/** A site as a whole: its bucket, its distribution and its edge, with the faults that the local cloud makes. */
class SiteInLocalCloudTest {
    private static final String SITE = "E2EXAMPLE";
    private static final VirtualClock CLOCK = new VirtualClock();
    private static final LocalCloud CLOUD =
            LocalCloud.start(LocalCloud.Options.defaults().clock(CLOCK));
    private static final CloudFrontSimulator CLOUD_FRONT = CLOUD.cloudFront();
    private static final S3Client S3 = Aws.pointed(S3Client.builder(), CLOUD.endpoint())
            .forcePathStyle(true)
            .build();
    private static final CloudFrontClient CLIENT = Aws.pointed(CloudFrontClient.builder(), CLOUD.endpoint())
            .overrideConfiguration(ClientOverrideConfiguration.builder()
                    .retryStrategy(DefaultRetryStrategy.doNotRetry())
                    .build())
            .build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static {
        S3.createBucket(r -> r.bucket("shop-frontend"));
    }

    private final CdnFront edge = new CdnFront(CLOUD_FRONT, SITE, CLOUD.endpoint(), CLOCK, 0);

    @BeforeEach
    void one_page() {
        CLOUD_FRONT.seedDistribution(SITE, "shop-frontend", "");
        upload("one");
    }

    @AfterEach
    void close_the_edge() {
        edge.close();
        CLOUD.faults().clear();
    }

    @AfterAll
    static void close() {
        S3.close();
        CLIENT.close();
        CLOUD.close();
    }

    @Test
    void users_get_a_new_build_when_its_invalidation_completes() {
        assertThat(page().body()).isEqualTo("one");
        upload("two");
        invalidate("rollout-1");
        assertThat(page().body()).isEqualTo("one");
        CLOCK.advance(Duration.ofSeconds(20));
        assertThat(page().body()).isEqualTo("two");
    }

    @Test
    void users_get_the_headers_of_the_object() {
        HttpResponse<String> page = page();
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Cache-Control")).contains("s-maxage=86400");
        assertThat(page.headers().firstValue("ETag")).isPresent();
    }

    @Test
    void an_invalidation_is_throttled_by_its_name_in_cloudfronts_own_words() {
        CLOUD.faults().next(1, "cloudfront", "CreateInvalidation", new Fault.Throttle());
        assertThatThrownBy(() -> invalidate("rollout-1"))
                .isInstanceOfSatisfying(
                        CloudFrontException.class,
                        e -> assertThat(e.isThrottlingException()).isTrue());
        assertThat(CLOUD_FRONT.invalidations(SITE)).isEmpty();
        invalidate("rollout-1");
        assertThat(CLOUD_FRONT.invalidations(SITE)).hasSize(1);
    }

    @Test
    void an_invalidation_is_held_and_released_by_hand() {
        page();
        upload("two");
        assertThat(post("/_cloud/cloudfront/hold", "{\"distribution\": \"" + SITE + "\"}"))
                .contains("\"held\" : true");
        invalidate("rollout-1");
        CLOCK.advance(Duration.ofHours(1));
        assertThat(page().body()).isEqualTo("one");
        post("/_cloud/cloudfront/release", "{\"distribution\": \"" + SITE + "\"}");
        assertThat(page().body()).isEqualTo("two");
    }

    private static void upload(String content) {
        S3.putObject(
                r -> r.bucket("shop-frontend")
                        .key("index.html")
                        .contentType("text/html; charset=utf-8")
                        .cacheControl("s-maxage=86400"),
                RequestBody.fromString(content));
    }

    private static void invalidate(String reference) {
        CLIENT.createInvalidation(r -> r.distributionId(SITE)
                .invalidationBatch(b ->
                        b.callerReference(reference).paths(p -> p.quantity(1).items("/*"))));
    }

    private HttpResponse<String> page() {
        return send(HttpRequest.newBuilder(edge.uri()).build());
    }

    private static String post(String path, String body) {
        URI uri = CLOUD.endpoint().resolve(path);
        return send(HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
