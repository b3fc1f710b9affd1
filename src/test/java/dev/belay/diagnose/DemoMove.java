package dev.belay.diagnose;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.diagnose.aws.AwsClues;
import dev.belay.ecs.aws.SdkEcsApi;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.demo.DemoWorld;
import dev.belay.model.AwsScope;
import dev.belay.model.CheckResult;
import dev.belay.model.Diagnosis;
import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.site.SiteApi;
import dev.belay.site.aws.SdkSiteApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A move of the demo's shop from its good version to an earlier one, by the calls that Belay makes, over HTTP; and what a
 * diagnosis of it says.
 */
final class DemoMove implements AutoCloseable {
    private static final AwsScope SCOPE = new AwsScope("eu-north-1", null, null);

    private static final String BUILD = "s3://" + DemoWorld.BUILDS + "/dist-prod-" + DemoWorld.EARLIER + "/";

    private final VirtualClock clock = new VirtualClock();
    private final LocalCloud cloud = LocalCloud.start(
            LocalCloud.Options.defaults().account("123456789012").clock(clock));
    private final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "123456789012", "local"),
            clock,
            (service, operation, result, time) -> {});
    private final URI balancer;
    private final URI cdn;
    private Instant since = clock.instant();
    private String serviceMessage = "not stable within 15 minutes";
    private String siteMessage = "check site failed";
    private @Nullable String deployment;
    private @Nullable String invalidation;

    DemoMove() {
        DemoWorld.seed(cloud);
        balancer = cloud.loadBalancer(DemoWorld.CLUSTER, DemoWorld.SERVICE, 0);
        cdn = cloud.cdn(DemoWorld.DISTRIBUTION, 0);
        pass(Duration.ofSeconds(30));
        HttpResponse<String> warm = get(cdn);
        if (warm.statusCode() != 200) {
            throw new IllegalStateException("the shop is not there: " + warm.statusCode());
        }
    }

    LocalCloud cloud() {
        return cloud;
    }

    AwsClients clients() {
        return clients;
    }

    void pass(Duration time) {
        clock.advance(time);
        cloud.ecs().settle();
    }

    /** Both components, as far as the world lets them. */
    void begin() {
        since = clock.instant();
        try {
            deployment = new SdkEcsApi(clients::ecs, clients::s3)
                    .update(SCOPE, DemoWorld.CLUSTER, DemoWorld.SERVICE, newest(), false)
                    .primary()
                    .orElseThrow()
                    .id();
        } catch (FailureException e) {
            serviceMessage = e.failure().message();
        }
        try {
            invalidation = copyAndInvalidate(new SdkSiteApi(clients::s3, clients::cloudFront));
        } catch (FailureException e) {
            siteMessage = e.failure().message();
        }
    }

    private static String copyAndInvalidate(SiteApi site) {
        S3Place build = S3Place.parse(BUILD);
        for (SiteApi.Listed file : site.list(SCOPE, build)) {
            site.copy(
                    SCOPE,
                    new SiteApi.Copy(
                            build.bucket(),
                            build.prefix() + file.key(),
                            file.etag(),
                            file.size(),
                            DemoWorld.BUCKET,
                            file.key()));
        }
        return site.createInvalidation(SCOPE, DemoWorld.DISTRIBUTION, "belay-1", Site.ALL)
                .id();
    }

    /** The revision that the pin comes to: the newest that runs the version's image. */
    private String newest() {
        return clients.ecs(SCOPE)
                .listTaskDefinitions(request -> request.familyPrefix(DemoWorld.FAMILY))
                .taskDefinitionArns()
                .getLast();
    }

    private String good() {
        return newest().replaceFirst(":\\d+$", ":1");
    }

    /** What Belay would ask: the component that did not get there, with what its checks answered. */
    Subject subject(String component) {
        return component.equals("web")
                ? new Subject("shop-production", since, siteMessage, List.of(website()), List.of())
                : new Subject("shop-production", since, serviceMessage, List.of(service()), List.of(health()));
    }

    Subject.Part.Service service() {
        return new Subject.Part.Service(
                "api",
                new EcsService(
                        SCOPE,
                        DemoWorld.CLUSTER,
                        DemoWorld.SERVICE,
                        DemoWorld.FAMILY,
                        new TreeMap<>(),
                        null,
                        EcsService.STABLE_WITHIN),
                deployment,
                newest(),
                good());
    }

    Subject.Part.Website website() {
        return new Subject.Part.Website(
                "web",
                new Site(
                        SCOPE,
                        new S3Place(DemoWorld.BUCKET, ""),
                        "s3://" + DemoWorld.BUILDS + "/dist-prod-{version}/",
                        Site.ENTRY,
                        List.of("uploads/**"),
                        List.of(DemoWorld.DISTRIBUTION),
                        Site.ALL,
                        Site.KEEP_OLD,
                        Site.Foreign.KEEP,
                        Site.PRUNE_LIMIT,
                        null),
                BUILD,
                cdn,
                invalidation == null ? List.of() : List.of(DemoWorld.DISTRIBUTION + "/" + invalidation));
    }

    /** The demo's check, asked as users would. */
    private CheckResult health() {
        int status = get(balancer.resolve("/health")).statusCode();
        return new CheckResult(
                "health",
                false,
                status == 200 ? CheckResult.State.PASSED : CheckResult.State.FAILED,
                3,
                status == 200 ? 0 : 3,
                since,
                clock.instant(),
                clock.instant(),
                "GET " + balancer + "/health: " + status + ", expected 200");
    }

    Diagnosis diagnose(Subject subject) {
        return new Diagnostician(AwsClues.of(clients, new PublicAddress()), new VirtualParallel(), clock)
                .diagnose(subject);
    }

    private static HttpResponse<String> get(URI address) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.close();
        cloud.close();
    }
}
