package dev.belay.site.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import dev.belay.reconcile.VirtualTime;
import dev.belay.site.SiteApi;
import dev.belay.site.SiteApiContract;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The SDK's clients on the wire. */
class SdkSiteApiTest extends SiteApiContract {
    private static final long SMALLEST_PART = 5L << 20;
    private static final int PAGE = 10;
    private static final VirtualTime TIME = new VirtualTime();
    private static final LocalCloud CLOUD =
            LocalCloud.start(LocalCloud.Options.defaults().clock(TIME));
    private static final S3Client S3 = Aws.pointed(S3Client.builder(), CLOUD.endpoint())
            .forcePathStyle(true)
            .build();
    private static final AwsClients BELAYS = new AwsClients(
            AwsAccess.to(CLOUD.endpoint(), "eu-north-1", "local", "local"),
            TIME,
            (service, operation, result, duration) -> {});

    private final SiteApi api = new SdkSiteApi(BELAYS::s3, BELAYS::cloudFront, SMALLEST_PART, PAGE);

    @BeforeEach
    void empty_buckets() {
        for (String bucket : new String[] {"live", "builds"}) {
            if (S3.listBuckets().buckets().stream().noneMatch(one -> one.name().equals(bucket))) {
                S3.createBucket(request -> request.bucket(bucket));
            }
            S3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
                    .toList()
                    .forEach(object ->
                            S3.deleteObject(request -> request.bucket(bucket).key(object.key())));
        }
    }

    @AfterAll
    static void stop() {
        S3.close();
        BELAYS.close();
        CLOUD.close();
    }

    @Override
    protected SiteApi api() {
        return api;
    }

    @Override
    protected void put(String bucket, String key, String body, Map<String, String> headers) {
        S3.putObject(request(bucket, key, headers).build(), RequestBody.fromString(body));
    }

    private static PutObjectRequest.Builder request(String bucket, String key, Map<String, String> headers) {
        var user = new HashMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.startsWith("x-amz-meta-")) {
                user.put(name.substring("x-amz-meta-".length()), value);
            }
        });
        return PutObjectRequest.builder()
                .bucket(bucket)
                .key(key)
                .contentType(headers.get("content-type"))
                .cacheControl(headers.get("cache-control"))
                .contentEncoding(headers.get("content-encoding"))
                .contentDisposition(headers.get("content-disposition"))
                .contentLanguage(headers.get("content-language"))
                .expires(headers.containsKey("expires") ? Instant.parse("2030-01-02T03:04:05Z") : null)
                .metadata(user);
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

    @Test
    void a_place_that_is_known_costs_a_request_a_page_and_one_more_where_it_grew() {
        for (int i = 0; i < 25; i++) {
            put("live", "%04d.js".formatted(i), "x", Map.of());
        }
        assertThat(pages()).isEqualTo(3);
        assertThat(pages()).isEqualTo(3);
        put("live", "0005b.js", "x", Map.of());
        assertThat(pages()).isEqualTo(4);
        assertThat(pages()).isEqualTo(3);
    }

    private int pages() {
        CLOUD.calls().clear();
        api.list(SCOPE, new S3Place("live", ""));
        return CLOUD.calls().of("s3", "ListObjectsV2").size();
    }

    @Test
    void a_copy_in_parts_that_fails_leaves_no_parts_behind() {
        byte[] body = new byte[(int) (SMALLEST_PART + 17)];
        S3.putObject(request("builds", "v1/film.mp4", Map.of()).build(), RequestBody.fromBytes(body));
        var copy = new SiteApi.Copy("builds", "v1/film.mp4", etag("v1/film.mp4"), body.length, "live", "film.mp4");
        CLOUD.faults().next(1, "s3", "CompleteMultipartUpload", new Fault.Denied());
        assertThatThrownBy(() -> api.copy(SCOPE, copy)).isInstanceOf(FailureException.class);
        assertThat(S3.listMultipartUploads(request -> request.bucket("live")).uploads())
                .isEmpty();
    }

    @Test
    void a_copy_that_takes_several_parts_carries_headers_too() {
        var headers = Map.of(
                "content-type", "video/mp4",
                "cache-control", "max-age=5",
                "expires", "Wed, 02 Jan 2030 03:04:05 GMT",
                "x-amz-meta-commit", "abc123");
        byte[] body = new byte[(int) (2 * SMALLEST_PART + 17)];
        S3.putObject(request("builds", "v1/film.mp4", headers).build(), RequestBody.fromBytes(body));
        String etag = etag("v1/film.mp4");
        var copied = api.copy(SCOPE, new SiteApi.Copy("builds", "v1/film.mp4", etag, body.length, "live", "film.mp4"));
        var live = head("live", "film.mp4");
        assertThat(live.size()).isEqualTo(body.length);
        assertThat(live.headers().values()).isEqualTo(headers);
        assertThat(copied).isEqualTo(new SiteApi.Copied(live.etag(), live.lastModified()));
    }

    @Test
    void a_copy_in_parts_of_a_source_that_changed_writes_nothing() {
        byte[] body = new byte[(int) (SMALLEST_PART + 17)];
        S3.putObject(request("builds", "v1/film.mp4", Map.of()).build(), RequestBody.fromBytes(body));
        var copied =
                api.copy(SCOPE, new SiteApi.Copy("builds", "v1/film.mp4", "0123", body.length, "live", "film.mp4"));
        assertThat(copied).isInstanceOf(SiteApi.SourceChanged.class);
        assertThat(api.head(SCOPE, "live", "film.mp4")).isNull();
    }
}
