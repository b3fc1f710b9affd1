package dev.belay.localcloud.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What CloudFront and users see of each cause of a site's failing rollout. */
class SiteCauseTest {
    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud =
            LocalCloud.start(LocalCloud.Options.defaults().clock(clock));

    SiteCauseTest() {
        DemoWorld.seed(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_distribution_that_reads_elsewhere_says_so() {
        Cause.ORIGIN_ELSEWHERE.seed(cloud);
        try (var cloudFront = cloudFront()) {
            var origin = cloudFront
                    .getDistributionConfig(b -> b.id(DemoWorld.DISTRIBUTION))
                    .distributionConfig()
                    .origins()
                    .items()
                    .getFirst();
            assertThat(origin.domainName()).isEqualTo("shop-builds.s3.eu-north-1.amazonaws.com");
            assertThat(origin.originPath()).isEqualTo("/dist-prod-20261119-0900");
        }
    }

    @Test
    void a_held_invalidation_stays_in_progress() {
        Cause.INVALIDATION_STUCK.seed(cloud);
        try (var cloudFront = cloudFront()) {
            String id = invalidate(cloudFront);
            clock.advanceSeconds(3600);
            assertThat(cloudFront
                            .getInvalidation(b ->
                                    b.distributionId(DemoWorld.DISTRIBUTION).id(id))
                            .invalidation()
                            .status())
                    .isEqualTo("InProgress");
        }
    }

    @Test
    void an_outer_cache_serves_old_bytes_though_the_invalidation_completed() throws Exception {
        URI site = cloud.cdn(DemoWorld.DISTRIBUTION, 0);
        Cause.CACHED_TOO_LONG.seed(cloud);
        try (var cloudFront = cloudFront();
                var s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
                        .forcePathStyle(true)
                        .build()) {
            s3.copyObject(b -> b.sourceBucket(DemoWorld.BUILDS)
                    .sourceKey("dist-prod-" + DemoWorld.EARLIER + "/index.html")
                    .destinationBucket(DemoWorld.BUCKET)
                    .destinationKey("index.html"));
            String id = invalidate(cloudFront);
            clock.advanceSeconds(60);
            assertThat(cloudFront
                            .getInvalidation(b ->
                                    b.distributionId(DemoWorld.DISTRIBUTION).id(id))
                            .invalidation()
                            .status())
                    .isEqualTo("Completed");
            HttpResponse<String> page = get(site);
            assertThat(page.body()).contains(DemoWorld.GOOD);
            assertThat(page.headers().firstValue("age")).contains("60");
            assertThat(page.headers().firstValue("cache-control")).contains("public, max-age=0, s-maxage=86400");
            cloud.cloudFront().outerCache(DemoWorld.DISTRIBUTION, false);
            assertThat(get(site).body()).contains(DemoWorld.EARLIER);
        }
    }

    @Test
    void a_site_that_may_not_be_written_stays_as_it_is() {
        Cause.SITE_CALLS_DENIED.seed(cloud);
        try (var s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
                .forcePathStyle(true)
                .build()) {
            assertThatThrownBy(() -> s3.copyObject(b -> b.sourceBucket(DemoWorld.BUILDS)
                            .sourceKey("dist-prod-" + DemoWorld.EARLIER + "/index.html")
                            .destinationBucket(DemoWorld.BUCKET)
                            .destinationKey("index.html")))
                    .isInstanceOf(S3Exception.class)
                    .hasMessageContaining("Access Denied");
        }
    }

    private CloudFrontClient cloudFront() {
        return Aws.pointed(CloudFrontClient.builder(), cloud.endpoint())
                .region(Region.AWS_GLOBAL)
                .build();
    }

    private static String invalidate(CloudFrontClient cloudFront) {
        return cloudFront
                .createInvalidation(b -> b.distributionId(DemoWorld.DISTRIBUTION)
                        .invalidationBatch(i ->
                                i.callerReference("1").paths(p -> p.items("/*").quantity(1))))
                .invalidation()
                .id();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
