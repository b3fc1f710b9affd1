package dev.belay.bench.sites;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.reconcile.VirtualTime;
import dev.belay.site.SiteApi;
import dev.belay.site.SiteApiContract;
import dev.belay.site.aws.SdkSiteApi;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the bench's server stands for is held to the same as everybody else. Distributions are the local cloud's. */
class S3ServerTest extends SiteApiContract {
    private static final VirtualTime TIME = new VirtualTime();
    private static final LocalCloud CLOUD =
            LocalCloud.start(LocalCloud.Options.defaults().clock(TIME));
    private static final S3Server SERVER = new S3Server();
    private static final S3Client S3 = Aws.pointed(S3Client.builder(), SERVER.endpoint())
            .forcePathStyle(true)
            .build();
    private static final CloudFrontClient CLOUD_FRONT =
            Aws.pointed(CloudFrontClient.builder(), CLOUD.endpoint()).build();

    private final SiteApi api = new SdkSiteApi(scope -> S3, scope -> CLOUD_FRONT);

    @BeforeEach
    void empty_buckets() {
        SERVER.bucket("live").clear();
        SERVER.bucket("builds").clear();
    }

    @AfterAll
    static void stop() {
        S3.close();
        CLOUD_FRONT.close();
        SERVER.close();
        CLOUD.close();
    }

    @Override
    protected SiteApi api() {
        return api;
    }

    @Override
    protected void put(String bucket, String key, String body, Map<String, String> headers) {
        SERVER.bucket(bucket).put(key, StoredObject.of(body.getBytes(StandardCharsets.UTF_8), headers));
    }

    @Override
    protected String distribution(String id, String path) {
        CLOUD.cloudFront().seedDistribution(id, "live", path);
        return id;
    }

    @Override
    protected void completeInvalidations() {
        TIME.pass(Duration.ofMinutes(1));
    }
}
