package dev.belay.site.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.Call;
import dev.belay.localcloud.Fault;
import dev.belay.localcloud.LocalCloud;
import dev.belay.model.AwsScope;
import dev.belay.model.ComponentReport;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.reconcile.Journal;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.reconcile.VirtualTime;
import dev.belay.site.SiteController;
import dev.belay.site.SiteState;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A site's whole way over HTTP: the numbered cases of facts.md as users of other tools met them. */
class SiteOnTheWireTest {
    private static final int OBJECTS = 1_200;
    private static final int MOST_PASSES = 200;
    private static final VirtualTime TIME = new VirtualTime();
    private static final LocalCloud CLOUD =
            LocalCloud.start(LocalCloud.Options.defaults().clock(TIME));
    private static final S3Client S3 = Aws.pointed(S3Client.builder(), CLOUD.endpoint())
            .forcePathStyle(true)
            .build();
    private static final CloudFrontClient CLOUD_FRONT =
            Aws.pointed(CloudFrontClient.builder(), CLOUD.endpoint()).build();
    private static int tests;

    private final String bucket = "shop-frontend-" + ++tests;
    private final String distribution = "E2EXAMPLE" + tests;
    private final MemoryStore store = new MemoryStore();
    private SiteController controller = controller();
    private SiteState state = SiteState.NONE;
    private int rollouts;

    private SiteController controller() {
        return new SiteController(
                new SdkSiteApi(scope -> S3, scope -> CLOUD_FRONT), store, new VirtualParallel(), TIME);
    }

    @BeforeEach
    void buckets() {
        S3.createBucket(request -> request.bucket(bucket));
        S3.createBucket(request -> request.bucket(bucket + "-builds"));
        CLOUD.cloudFront().seedDistribution(distribution, bucket, "");
        CLOUD.faults().clear();
        CLOUD.calls().clear();
    }

    @AfterAll
    static void stop() {
        S3.close();
        CLOUD_FRONT.close();
        CLOUD.close();
    }

    @Test
    void facts_1_to_6_a_site_goes_there_and_back() {
        build("v1", "index.html", "<script src=app.js>1", "app.js", "one", "only-1.js", "1", "same.css", "s");
        build("v2", "index.html", "<script src=app.js>2", "app.js", "two", "only-2.js", "2", "same.css", "s");
        roll("v1");
        roll("v2");
        var copies = CLOUD.calls().of("s3", "CopyObject");
        CLOUD.calls().clear();
        assertThat(roll("v1").standing()).isEqualTo(new Standing.Synced());
        var counts = CLOUD.calls().counts();
        assertThat(live())
                .containsEntry("index.html", "<script src=app.js>1")
                .containsEntry("app.js", "one")
                .containsEntry("only-2.js", "2");
        assertThat(counts)
                .containsEntry("s3:ListObjectsV2", 1)
                .containsEntry("s3:CopyObject", 2)
                .containsEntry("cloudfront:CreateInvalidation", 1)
                .doesNotContainKeys("s3:HeadObject", "s3:DeleteObjects");
        assertThat(copies).extracting(Call::summary).last().asString().contains("index.html");
        TIME.pass(Site.KEEP_OLD);
        pass("v1", Mandate.TEND);
        assertThat(live()).doesNotContainKey("only-2.js").containsKey("only-1.js");
    }

    @Test
    void a_site_in_sync_costs_its_listing_after_a_restart_too() {
        var texts = new String[2 * OBJECTS];
        for (int i = 0; i < OBJECTS; i++) {
            texts[2 * i] = i == 0 ? "index.html" : "asset-" + i + ".js";
            texts[2 * i + 1] = "text " + i;
        }
        build("v1", texts);
        assertThat(roll("v1").standing()).isEqualTo(new Standing.Synced());
        CLOUD.calls().clear();
        controller = controller();
        assertThat(pass("v1", Mandate.OBSERVE).standing()).isEqualTo(new Standing.Synced());
        assertThat(CLOUD.calls().counts()).isEqualTo(Map.of("s3:ListObjectsV2", 2));
    }

    @Test
    void facts_4_headers_arrive_and_a_difference_in_them_alone_too() {
        put("v1/index.html", "page", Map.of("cache-control", "no-cache"));
        put("v2/index.html", "page", Map.of("cache-control", "max-age=60"));
        roll("v1");
        assertThat(cacheControl()).isEqualTo("no-cache");
        roll("v2");
        assertThat(cacheControl()).isEqualTo("max-age=60");
        roll("v1");
        assertThat(cacheControl()).isEqualTo("no-cache");
    }

    @Test
    void facts_6_faults_on_the_way_are_got_over_and_one_invalidation_is_made() {
        build("v1", "index.html", "<script src=app.js>", "app.js", "one", "b.js", "b", "c.js", "c");
        CLOUD.faults()
                .next(6, "s3", "CopyObject", new Fault.Throttle())
                .next(2, "s3", "CopyObject", new Fault.LostReply())
                .next(2, "s3", "ListObjectsV2", new Fault.Broken(503))
                .next(2, "cloudfront", "CreateInvalidation", new Fault.LostReply())
                .next(1, "cloudfront", "GetInvalidation", new Fault.Throttle());
        assertThat(roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(live()).hasSize(4);
        assertThat(CLOUD.cloudFront().invalidations(distribution)).hasSize(1);
    }

    @Test
    void denied_is_said_and_nothing_is_done() {
        build("v1", "index.html", "one");
        CLOUD.faults().always("s3", "ListObjectsV2", new Fault.Denied());
        assertThat(pass("v1", Mandate.CONVERGE).standing()).isInstanceOf(Standing.Unknown.class);
        CLOUD.faults().clear();
        assertThat(live()).isEmpty();
    }

    private void build(String version, String... keysAndTexts) {
        for (int i = 0; i < keysAndTexts.length; i += 2) {
            put(version + "/" + keysAndTexts[i], keysAndTexts[i + 1], Map.of());
        }
    }

    private void put(String key, String text, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.putIfAbsent("cache-control", "max-age=31536000");
        S3.putObject(
                request -> request.bucket(bucket + "-builds")
                        .key(key)
                        .contentType("text/plain")
                        .cacheControl(all.get("cache-control")),
                RequestBody.fromString(text));
    }

    private Map<String, String> live() {
        var texts = new TreeMap<String, String>();
        for (S3Object object :
                S3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents()) {
            texts.put(
                    object.key(),
                    S3.getObjectAsBytes(request -> request.bucket(bucket).key(object.key()))
                            .asUtf8String());
        }
        return texts;
    }

    private String cacheControl() {
        return S3.headObject(request -> request.bucket(bucket).key("index.html"))
                .cacheControl();
    }

    private ComponentReport roll(String version) {
        state = state.beginRollout();
        rollouts++;
        var report = pass(version, Mandate.CONVERGE);
        for (int i = 0; i < MOST_PASSES && !(report.standing() instanceof Standing.Synced); i++) {
            TIME.pass(report.standing() instanceof Standing.Moving moving ? moving.lookAgain() : Duration.ofSeconds(1));
            report = pass(version, Mandate.CONVERGE);
        }
        return report;
    }

    private ComponentReport pass(String version, Mandate mandate) {
        return controller.advance(new SiteController.Request(
                "shop",
                "web",
                site(),
                new PinnedComponent.Version(version),
                state,
                mandate,
                new Saving(),
                mandate == Mandate.CONVERGE ? "r" + rollouts : "",
                mandate == Mandate.CONVERGE ? Duration.ofMinutes(5) : Duration.ZERO));
    }

    private Site site() {
        return new Site(
                AwsScope.DEFAULT,
                new S3Place(bucket, ""),
                "s3://" + bucket + "-builds/{version}/",
                Site.ENTRY,
                List.of(),
                List.of(distribution),
                Site.ALL,
                Site.KEEP_OLD,
                Site.Foreign.KEEP,
                Site.PRUNE_LIMIT,
                null);
    }

    private final class Saving implements Journal<SiteState> {
        @Override
        public void save(SiteState next) {
            state = next;
        }

        @Override
        public void record(String what) {
            assertThat(what).isNotBlank();
        }
    }
}
