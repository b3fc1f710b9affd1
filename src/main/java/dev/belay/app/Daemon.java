package dev.belay.app;

import dev.belay.access.Access;
import dev.belay.access.ApiToken;
import dev.belay.access.Rates;
import dev.belay.access.Role;
import dev.belay.announce.Couriers;
import dev.belay.announce.aws.SdkTopics;
import dev.belay.api.StatusText;
import dev.belay.aws.AwsAccess;
import dev.belay.aws.AwsClients;
import dev.belay.aws.Budgets;
import dev.belay.diagnose.Diagnostician;
import dev.belay.diagnose.PublicAddress;
import dev.belay.diagnose.aws.AwsClues;
import dev.belay.ecs.aws.EcrRegistry;
import dev.belay.ecs.aws.SdkEcsApi;
import dev.belay.ecs.aws.SdkSurroundings;
import dev.belay.metrics.Meters;
import dev.belay.reconcile.Backoff;
import dev.belay.reconcile.Loop;
import dev.belay.reconcile.LoopThread;
import dev.belay.reconcile.VirtualParallel;
import dev.belay.reconcile.WorkQueue;
import dev.belay.rollout.Caller;
import dev.belay.rollout.Desk;
import dev.belay.rollout.Feed;
import dev.belay.rollout.Reconciler;
import dev.belay.secrets.References;
import dev.belay.secrets.Secrets;
import dev.belay.secrets.aws.SdkSecretSource;
import dev.belay.settings.BelaySettings;
import dev.belay.site.aws.SdkSiteApi;
import dev.belay.store.Writer;
import dev.belay.verify.Probes;
import dev.belay.verify.aws.SdkAlarms;
import dev.belay.verify.aws.SdkTargetHealths;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes everything of its parts, starts it and stops it. Here alone are the real clock and real chance. */
@ApplicationScoped
class Daemon {
    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

    /** Records and services are watched by few, quick passes. */
    private static final int WATCHES_AT_ONCE = 8;

    /** Errands take seconds: a receiver that hangs must not hold up another target's diagnosis. */
    private static final int ERRANDS_AT_ONCE = 16;

    /** Longer than any single call may take: what is in flight at a stop is finished. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(15);

    private final Clock clock = new SteadyClock(Clock.systemUTC(), System::nanoTime);
    private final WorkQueue targets = new WorkQueue(clock);
    private final WorkQueue watches = new WorkQueue(clock);
    private final WorkQueue errands = new WorkQueue(clock);
    private final WorkQueue lease = new WorkQueue(clock);
    private final BelaySettings settings;
    private final AwsClients clients;
    private final Stores stores;
    private final Reconciler reconciler;
    private final LoopThread targetLoop;
    private final LoopThread watchLoop;
    private final LoopThread errandLoop;
    private final LoopThread leaseLoop;
    private final Notifications notifications;
    private volatile @Nullable Instant halted;

    @SuppressWarnings("deprecation") // Quarkus comes with this one
    Daemon(BelaySettings settings, MeterRegistry registry, PrometheusMeterRegistry scraped) {
        this.settings = settings;
        var meters = new Meters(registry, scraped.getPrometheusRegistry(), clock);
        clients = new AwsClients(AwsAccess.fromEnvironment(), clock, meters.calls());
        String id = "belay-" + UUID.randomUUID();
        stores = Stores.open(settings.store(), clients, new Writer(id));
        var budgets = new Budgets(clock);
        reconciler = new Reconciler(
                new Reconciler.Ports(
                        stores.records(),
                        stores.documents(),
                        new SdkEcsApi(clients::ecs, clients::s3),
                        new EcrRegistry(clients::ecr),
                        new SdkSurroundings(
                                clients::secretsManager, clients::ssm, clients::iam, clients::loadBalancing),
                        new EcsBudget(budgets),
                        new SdkSiteApi(clients::s3, clients::cloudFront),
                        new Probes(
                                new VirtualParallel(),
                                secrets(),
                                new SdkTargetHealths(clients::ecs, clients::loadBalancing),
                                new SdkAlarms(clients::cloudWatch)),
                        new Diagnostician(AwsClues.of(clients, new PublicAddress()), new VirtualParallel(), clock)
                                ::diagnose,
                        new Couriers(
                                secrets(),
                                new SdkTopics(clients::sns),
                                settings.announce().url().orElse(null),
                                clock),
                        new VirtualParallel(),
                        clock,
                        new StatusText()),
                new Reconciler.Pace(
                        settings.poll(),
                        settings.resync(),
                        AwsAccess.CALL,
                        settings.readiness().versions()),
                new Reconciler.Queues(targets, watches, errands, lease),
                stores.isShared() ? new Reconciler.Candidacy(id, leaseDuration(), System::nanoTime) : null);
        var passes = Executors.newVirtualThreadPerTaskExecutor();
        var chance = RandomGenerator.getDefault();
        targetLoop = new LoopThread(
                new Loop(
                        new Labelled(reconciler.targets(), target -> target, reconciler.statuses()),
                        targets,
                        new Backoff(chance),
                        passes,
                        settings.concurrency(),
                        clock,
                        meters.passes()),
                clock);
        watchLoop = new LoopThread(
                new Loop(
                        reconciler.watches(),
                        watches,
                        new Backoff(chance),
                        passes,
                        WATCHES_AT_ONCE,
                        clock,
                        (item, outcome, duration) -> {}),
                clock);
        errandLoop = new LoopThread(
                new Loop(
                        new Labelled(reconciler.errands(), Reconciler::ofErrand, reconciler.statuses()),
                        errands,
                        new Backoff(chance),
                        passes,
                        ERRANDS_AT_ONCE,
                        clock,
                        (item, outcome, duration) -> {}),
                clock);
        leaseLoop = new LoopThread(
                new Loop(
                        reconciler.lease(),
                        lease,
                        new Backoff(chance),
                        passes,
                        1,
                        clock,
                        (item, outcome, duration) -> {}),
                clock);
        notifications = new Notifications(
                settings, clients, reconciler, reconciler::acts, chance, clock, meters::notifications);
        meters.watch(reconciler);
        meters.watch(targets);
    }

    /** With less, no call could begin that may take as long as a call may. */
    private Duration leaseDuration() {
        Duration duration = settings.lease().duration();
        if (duration.compareTo(SHORTEST_LEASE) < 0) {
            throw new ConfigurationException(
                    "belay.lease.duration: " + duration + "; expected " + SHORTEST_LEASE + " or longer");
        }
        return duration;
    }

    private Secrets secrets() {
        return new References(
                settings.secrets().allow().orElse(List.of()),
                new SdkSecretSource(clients::secretsManager, clients::ssm),
                System::getenv,
                clock);
    }

    void start(@Observes StartupEvent event) {
        LOG.log(Level.INFO, "holding targets to the records in {0}", where());
        reconciler.feed().watch(new Narrator(reconciler::acts));
        targetLoop.start();
        watchLoop.start();
        errandLoop.start();
        leaseLoop.start();
        notifications.start();
        reconciler.begin();
    }

    private String where() {
        return switch (settings.store().kind()) {
            case DIRECTORY -> settings.store().directory().path();
            case S3 ->
                "s3://" + settings.store().s3().bucket().orElse("") + "/"
                        + settings.store().s3().prefix().orElse("");
            case DYNAMODB -> "the table " + settings.store().dynamodb().table().orElse("");
        };
    }

    /** The end is near: no pass begins any more, and those who watch are let go. Requests are answered until {@link #stop}. */
    void halt(@Observes ShutdownDelayInitiatedEvent event) {
        halted = clock.instant();
        loops().forEach(LoopThread::halt);
        reconciler.feed().end();
    }

    /** All that act; the lease's goes on until they rest. */
    private List<LoopThread> loops() {
        return List.of(targetLoop, watchLoop, errandLoop);
    }

    /**
     * What is in flight is finished. The lease is kept until then, and given back only if nothing of ours can land any more: else it runs
     * out by itself.
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Instant since = halted;
        Instant end = (since == null ? clock.instant() : since).plus(GRACE);
        notifications.stop(Duration.between(clock.instant(), end));
        boolean done = true;
        for (LoopThread loop : loops()) {
            done &= loop.stop(Duration.between(clock.instant(), end));
        }
        boolean leaseRests = leaseLoop.stop(AwsAccess.CALL);
        if (done && leaseRests) {
            reconciler.giveBack();
        } else {
            LOG.log(Level.WARNING, "passes are still in flight after {0}; they are cut off", GRACE);
        }
        stores.close().run();
        clients.close();
    }

    @Produces
    @Singleton
    Desk desk() {
        return reconciler.desk();
    }

    @Produces
    @Singleton
    Feed feed() {
        return reconciler.feed();
    }

    /** Whether this replica has something to say. */
    @Produces
    @Singleton
    StoreReadiness.Sight sight() {
        return new StoreReadiness.Sight(reconciler.storeHealth(), reconciler::informed, reconciler::acts);
    }

    @Produces
    @Singleton
    Access access() {
        var tokens = new ArrayList<ApiToken>();
        settings.api()
                .tokens()
                .forEach((name, token) -> tokens.add(new ApiToken(
                        name,
                        token.sha256(),
                        role(name, token.role()),
                        token.targets().orElse(Caller.ALL))));
        return new Access(tokens, settings.api().openOnLoopback());
    }

    @Produces
    @Singleton
    Rates rates() {
        var limits = settings.api().limits();
        try {
            return new Rates(limits.reads(), limits.writes(), limits.failures());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    @Produces
    @Singleton
    Clock clock() {
        return clock;
    }

    @Produces
    @Singleton
    RandomGenerator chance() {
        return RandomGenerator.getDefault();
    }

    private static Role role(String token, String word) {
        for (Role role : Role.values()) {
            if (role.name().equalsIgnoreCase(word)) {
                return role;
            }
        }
        throw new ConfigurationException(
                "belay.api.tokens." + token + ".role: " + word + "; expected viewer, operator or admin");
    }
}
