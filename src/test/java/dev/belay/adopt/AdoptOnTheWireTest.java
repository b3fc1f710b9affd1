package dev.belay.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.adopt.AdoptRequest.ServicePart;
import dev.belay.adopt.AdoptRequest.SitePart;
import dev.belay.announce.Delivery;
import dev.belay.api.StatusText;
import dev.belay.ecs.AllThere;
import dev.belay.ecs.aws.SdkEcsApi;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.AwsScope;
import dev.belay.model.Diagnosis;
import dev.belay.model.RecordKind;
import dev.belay.model.S3Place;
import dev.belay.model.Status;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.reconcile.WorkQueue;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Reconciler;
import dev.belay.rollout.Reply;
import dev.belay.site.aws.SdkSiteApi;
import dev.belay.store.MemoryStore;
import dev.belay.verify.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What is adopted is what runs, and holding it moves nothing. */
class AdoptOnTheWireTest {
    private static final ServicePart API = new ServicePart(DemoWorld.CLUSTER, DemoWorld.SERVICE, List.of());
    private static final SitePart WEB = new SitePart(
            new S3Place(DemoWorld.BUCKET, ""),
            "s3://shop-builds/dist-prod-{version}/",
            List.of(DemoWorld.DISTRIBUTION));

    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud = LocalCloud.start(
            LocalCloud.Options.defaults().account("123456789012").clock(clock));
    private final EcsClient ecs =
            Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();
    private final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .build();
    private final CloudFrontClient cdn =
            Aws.pointed(CloudFrontClient.builder(), cloud.endpoint()).build();
    private final SdkEcsApi services = new SdkEcsApi(scope -> ecs, scope -> s3);
    private final SdkSiteApi sites = new SdkSiteApi(scope -> s3, scope -> cdn);
    private final MemoryStore store = new MemoryStore();

    AdoptOnTheWireTest() {
        DemoWorld.seed(cloud);
        clock.advanceSeconds(20);
    }

    @AfterEach
    void close() {
        ecs.close();
        s3.close();
        cdn.close();
        cloud.close();
    }

    private Adopted adopt(@Nullable ServicePart service, @Nullable SitePart site) {
        return new Adoption(services, sites).look(new AdoptRequest("shop", AwsScope.DEFAULT, service, site));
    }

    @Test
    void records_say_what_runs_and_how_it_is_named() {
        Adopted adopted = adopt(API, WEB);
        assertThat(adopted.target())
                .contains("cluster: shop-prod", "service: shop-api", "{version}", "bucket: shop-frontend", "E2EXAMPLE");
        assertThat(adopted.pin()).contains("taskDefinition: shop-api:1", "version: \"20261119-0900\"");
    }

    @Test
    void a_site_that_is_no_build_is_left_alone_and_that_is_said() {
        s3.putObject(
                b -> b.bucket(DemoWorld.BUCKET).key("index.html"),
                software.amazon.awssdk.core.sync.RequestBody.fromString("x"));
        Adopted adopted = adopt(null, WEB);
        assertThat(adopted.pin()).contains("leave: true");
        assertThat(adopted.notes()).singleElement().asString().contains("can't be told");
    }

    @Test
    void what_is_not_there_is_said_in_words() {
        assertThatThrownBy(() -> adopt(new ServicePart("shop-prod", "shop-apy", List.of()), null))
                .hasMessageContaining("cluster shop-prod has no service shop-apy");
        assertThatThrownBy(() -> adopt(new ServicePart(DemoWorld.CLUSTER, DemoWorld.SERVICE, List.of("x")), null))
                .hasMessageContaining("has no container x");
    }

    @Test
    void holding_what_was_adopted_moves_nothing() {
        var watches = new WorkQueue(clock);
        var targets = new WorkQueue(clock);
        var reconciler = reconciler(targets, watches);
        if (reconciler
                        .desk()
                        .adopt(new AdoptRequest("shop", AwsScope.DEFAULT, API, WEB), new Caller("alice", Caller.ALL))
                instanceof Reply.Done<Adopted>(Adopted adopted)) {
            store.edit(RecordKind.TARGET, "shop", adopted.target());
            store.edit(RecordKind.PIN, "shop", adopted.pin());
        }
        String deployment = deployment();
        var before = s3.listObjectsV2(b -> b.bucket(DemoWorld.BUCKET)).contents();
        reconciler.watches().run(Reconciler.RECORDS);
        for (int i = 0; i < 60; i++) {
            clock.advanceSeconds(1);
            drain(watches, reconciler.watches()::run);
            drain(targets, reconciler.targets()::run);
            reconciler.targets().run("shop");
        }
        Status status = Objects.requireNonNull(reconciler.desk().status("shop"));
        assertThat(status.components().values()).allMatch(component -> Boolean.TRUE.equals(component.synced()));
        assertThat(deployment()).isEqualTo(deployment);
        assertThat(s3.listObjectsV2(b -> b.bucket(DemoWorld.BUCKET)).contents()).isEqualTo(before);
        assertThat(cdn.listInvalidations(b -> b.distributionId(DemoWorld.DISTRIBUTION))
                        .invalidationList()
                        .items())
                .isEmpty();
        assertThat(reconciler.desk().plan("shop", null).toString())
                .doesNotContain("update service", "copy ", "invalidate ");
    }

    private String deployment() {
        return ecs.describeServices(b -> b.cluster(DemoWorld.CLUSTER).services(DemoWorld.SERVICE))
                .services()
                .getFirst()
                .deployments()
                .getFirst()
                .id();
    }

    private static void drain(WorkQueue queue, java.util.function.Consumer<String> run) {
        for (var item = queue.poll(); item != null; item = queue.poll()) {
            run.accept(item.key());
            queue.done(item.key());
        }
    }

    private Reconciler reconciler(WorkQueue targets, WorkQueue watches) {
        return new Reconciler(
                new Reconciler.Ports(
                        store,
                        store,
                        services,
                        (scope, repository, id) -> null,
                        new AllThere(),
                        (scope, operation, claim) -> true,
                        sites,
                        (check, context) -> Answer.passed("200"),
                        subject -> new Diagnosis(clock.instant(), List.of(), List.of()),
                        (letter, evidence) -> new Delivery.Delivered("ok"),
                        new VirtualParallel(),
                        clock,
                        new StatusText()),
                new Reconciler.Pace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 3),
                new Reconciler.Queues(targets, watches, new WorkQueue(clock), new WorkQueue(clock)),
                null);
    }
}
