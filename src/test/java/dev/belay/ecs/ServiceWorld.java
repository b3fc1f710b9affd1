package dev.belay.ecs;

import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.aws.Budgets.Claim;
import dev.belay.ecs.aws.EcrRegistry;
import dev.belay.ecs.aws.SdkEcsApi;
import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.localcloud.VirtualClock;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.model.AwsScope;
import dev.belay.model.ComponentReport;
import dev.belay.model.EcsService;
import dev.belay.model.Failure;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.Standing;
import dev.belay.reconcile.Journal;
import dev.belay.reconcile.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Cluster {@code c} with service {@code api}, seen by the real controller over HTTP on virtual time. The operator's own
 * hands are {@link #ecs}; what the controller remembers survives its "crash".
 */
final class ServiceWorld implements AutoCloseable {
    static final String GROUP = "arn:aws:elasticloadbalancing:eu-north-1:000000000000:targetgroup/api/0123456789abcdef";
    static final String IMAGE = "registry.example/api:";

    final VirtualClock clock = new VirtualClock();
    final LocalCloud cloud = LocalCloud.start(LocalCloud.Options.defaults().clock(clock));
    final EcsSimulator simulator = cloud.ecs();
    final EcsClient ecs = Aws.pointed(EcsClient.builder(), cloud.endpoint()).build();
    final S3Client s3 = Aws.pointed(S3Client.builder(), cloud.endpoint())
            .forcePathStyle(true)
            .build();
    final AwsClients clients = new AwsClients(
            AwsAccess.to(cloud.endpoint(), "eu-north-1", "local", "local")
                    .within(Duration.ofSeconds(5), Duration.ofSeconds(5)),
            clock,
            (service, operation, outcome, took) -> {});
    final SdkEcsApi api = new SdkEcsApi(clients::ecs, clients::s3);
    final EcrRegistry images = new EcrRegistry(clients::ecr);
    final List<String> timeline = new ArrayList<>();
    final TreeSet<String> failed = new TreeSet<>();
    final TreeMap<String, String> knownGood = new TreeMap<>();

    @Nullable
    String lastGood;

    boolean budget = true;
    boolean rolling = false;
    EcsService spec = new EcsService(
            AwsScope.DEFAULT,
            "c",
            "api",
            null,
            new TreeMap<>(Map.of("app", IMAGE + "{version}")),
            null,
            EcsService.STABLE_WITHIN);
    PinnedComponent want = new PinnedComponent.Leave();
    boolean forced;
    EcsState state = EcsState.NONE;
    /** How many saves go through before the root can't be written any more. */
    int savesLeft = Integer.MAX_VALUE;

    ServiceObserver observer;
    EcsController controller;

    ServiceWorld() {
        ecs.createCluster(b -> b.clusterName("c"));
        restart();
    }

    /** A daemon that knows only what was saved. */
    final void restart() {
        observer = new ServiceObserver(
                api, (scope, operation, claim) -> budget, inTurn(), clock, Duration.ofSeconds(30), key -> {});
        controller = new EcsController(api, images, observer, (scope, operation, claim) -> budget, clock);
        observer.watch("shop", List.of(ServiceKey.of(spec)));
    }

    static Parallel inTurn() {
        return new Parallel() {
            @Override
            public <T, R> List<R> map(List<T> items, int atOnce, Function<? super T, ? extends R> call) {
                return items.stream().<R>map(call).toList();
            }
        };
    }

    /** Registers a revision of {@code api}. */
    String register(String tag) {
        return register(tag, b -> {});
    }

    String register(String tag, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        return ecs.registerTaskDefinition(b -> more.accept(b.family("api")
                        .networkMode("awsvpc")
                        .containerDefinitions(
                                app(tag).build(),
                                ContainerDefinition.builder()
                                        .name("log")
                                        .image("registry.example/log:1")
                                        .essential(false)
                                        .build())))
                .taskDefinition()
                .taskDefinitionArn();
    }

    static ContainerDefinition.Builder app(String tag) {
        return ContainerDefinition.builder()
                .name("app")
                .image(IMAGE + tag)
                .portMappings(PortMapping.builder().containerPort(8080).build());
    }

    /** Revision 1 with the tag {@code good}, settled with two tasks. */
    ServiceWorld settled(Consumer<CreateServiceRequest.Builder> more) {
        register("good");
        ecs.createService(b -> {
            b.cluster("c").serviceName("api").taskDefinition("api").desiredCount(2);
            b.loadBalancers(LoadBalancer.builder()
                    .targetGroupArn(GROUP)
                    .containerName("app")
                    .containerPort(8080)
                    .build());
            more.accept(b);
        });
        clock.advanceSeconds(20);
        look();
        cloud.calls().clear();
        return this;
    }

    static Consumer<CreateServiceRequest.Builder> breaker(boolean rollback) {
        return b -> b.deploymentConfiguration(
                d -> d.deploymentCircuitBreaker(c -> c.enable(true).rollback(rollback)));
    }

    /** Begins a rollout to something else, or to the same once more. */
    ServiceWorld pin(PinnedComponent to) {
        want = to;
        state = state.beginRollout(to);
        timeline.clear();
        return this;
    }

    ServiceWorld pin(String version) {
        return pin(new PinnedComponent.Version(version));
    }

    ServiceWorld pinRevision(String revision) {
        return pin(new PinnedComponent.TaskDefinition(revision));
    }

    void template(String key, String text) {
        if (spec.template() == null) {
            s3.createBucket(b -> b.bucket("templates"));
        }
        s3.putObject(b -> b.bucket("templates").key(key), RequestBody.fromString(text));
        spec = new EcsService(
                spec.aws(), "c", "api", spec.family(), spec.images(), "s3://templates/" + key, spec.stableWithin());
    }

    void look() {
        observer.run(ServiceObserver.key(AwsScope.DEFAULT));
    }

    ComponentReport pass() {
        return pass(Mandate.CONVERGE);
    }

    /** The observer's turn, then one pass. */
    ComponentReport pass(Mandate mandate) {
        look();
        Journal<EcsState> journal = new Journal<>() {
            @Override
            public void save(EcsState next) {
                if (savesLeft == 0) {
                    throw new Failure.Unavailable("the root can't be written").asException();
                }
                savesLeft--;
                state = next;
            }

            @Override
            public void record(String what) {
                timeline.add(what);
            }
        };
        return controller.advance(new EcsController.Request(
                spec, want, forced, state, mandate, journal, this::remembered, rolling, Claim.REGULAR));
    }

    Remembered remembered() {
        return new Remembered(failed, knownGood, lastGood);
    }

    /** Passes as time goes by, until one neither moves nor is hindered; ten minutes at most. */
    ComponentReport converge() {
        ComponentReport report = pass();
        for (int i = 0; i < 600 && going(report.standing()); i++) {
            clock.advanceSeconds(1);
            report = pass();
        }
        return report;
    }

    private static boolean going(Standing standing) {
        return standing instanceof Standing.Moving || standing instanceof Standing.Hindered;
    }

    Service service() {
        return ecs.describeServices(b -> b.cluster("c").services("api"))
                .services()
                .getFirst();
    }

    String running() {
        return TaskDefinition.label(service().taskDefinition());
    }

    int calls(String operation) {
        return cloud.calls().count("ecs", operation);
    }

    @Override
    public void close() {
        clients.close();
        ecs.close();
        s3.close();
        cloud.close();
    }
}
