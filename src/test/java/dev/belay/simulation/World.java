package dev.belay.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.ecs.Reading;
import dev.belay.ecs.ServiceSnapshot;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.ecs.EcsSimulator;
import dev.belay.localcloud.ecs.ImageBehaviour;
import dev.belay.localcloud.ecs.ImageRegistry;
import dev.belay.localcloud.ecs.TargetChecks;
import dev.belay.model.AwsScope;
import dev.belay.model.FailureException;
import dev.belay.site.MemorySite;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that outlives a daemon: AWS, the store, the users, and time. */
final class World {
    static final String TARGET = "shop";
    static final String CLUSTER = "prod";
    static final String SERVICE = "api";
    static final String LIVE = "live";
    static final String DISTRIBUTION = "E1SHOP";

    /** Nobody but ECS may be late by more, and ECS not by less, to show what it did. */
    private static final Duration OLDEST_ANSWER = Duration.ofSeconds(15);

    private record Past(Instant at, Object answer) {}

    private final SplittableRandom seed;
    private final Baton baton;
    private final Trace trace;
    private final EcsSimulator ecsSimulator;
    private final SimulatedEcs ecs;
    private final MemorySite site;
    private final MemoryStore store = new MemoryStore();
    private final Edge edge;
    private final Promises promises;
    private final Receivers receivers = new Receivers();
    private final HealthRoute health;
    private final Deque<Past> described = new ArrayDeque<>();
    private @Nullable Mail mail;
    private Duration poll = Duration.ofSeconds(5);
    private Duration invalidation = Duration.ofSeconds(20);
    private Fate.Fates fates = Fate.Fates.KIND;

    World(long seed) {
        this.seed = new SplittableRandom(seed);
        baton = new Baton(this.seed.split());
        trace = new Trace(baton);
        ecsSimulator = new EcsSimulator(baton, SimulatedEcs.SCOPE, 1, ImageRegistry.OTHERS, TargetChecks.HEALTH_ROUTE);
        ecs = new SimulatedEcs(ecsSimulator);
        site = new MemorySite(baton);
        edge = new Edge(site);
        promises = new Promises(this);
        health = new HealthRoute(this);
        service();
        buckets();
        promises.lookAtSite();
    }

    private void service() {
        ecsSimulator.behave("api:" + Builds.CRASHING, ImageBehaviour.crashes(1, Duration.ofSeconds(1)));
        ecsSimulator.behave("api:" + Builds.SICK, ImageBehaviour.unhealthy());
        ecs.ask("CreateCluster", Json.object().put("clusterName", CLUSTER));
        register(Builds.FIRST);
        ObjectNode service = Json.object().put("cluster", CLUSTER).put("serviceName", SERVICE);
        service.put("taskDefinition", "api:1").put("desiredCount", 2);
        service.putObject("deploymentConfiguration")
                .putObject("deploymentCircuitBreaker")
                .put("enable", true)
                .put("rollback", true);
        ecs.ask("CreateService", service);
    }

    private void buckets() {
        site.bucket(Builds.BUCKET);
        site.bucket(LIVE);
        site.distribution(DISTRIBUTION, LIVE, "");
        for (String version : Builds.ALL) {
            Builds.of(version)
                    .forEach((key, file) ->
                            site.put(Builds.BUCKET, Builds.prefix(version) + key, file.body(), file.headers()));
        }
        Builds.of(Builds.FIRST).forEach((key, file) -> site.put(LIVE, key, file.body(), file.headers()));
        site.put(LIVE, "uploads/photo.png", "a customer's own", Builds.headers());
        site.put(LIVE, "landing.txt", "somebody else's", Builds.headers());
    }

    /** Registers a revision, as a pipeline would; returns its ARN. */
    String register(String version) {
        return ecs.ask("RegisterTaskDefinition", Json.parse("""
                        {"family": "api", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                         "containerDefinitions": [
                           {"name": "app", "image": "%s", "essential": true,
                            "environment": [{"name": "STAGE", "value": "prod"}]}]}""".formatted(Builds.image(version))))
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asText();
    }

    /** A source of chance of its own, so that one user's draws do not move another's. */
    RandomGenerator random() {
        return seed.split();
    }

    Baton baton() {
        return baton;
    }

    Trace trace() {
        return trace;
    }

    Fate.Fates fates() {
        return fates;
    }

    void fates(Fate.Fates next) {
        fates = next;
    }

    SimulatedEcs ecs() {
        return ecs;
    }

    EcsSimulator ecsSimulator() {
        return ecsSimulator;
    }

    MemorySite site() {
        return site;
    }

    MemoryStore store() {
        return store;
    }

    Edge edge() {
        return edge;
    }

    Receivers receivers() {
        return receivers;
    }

    HealthRoute health() {
        return health;
    }

    Promises promises() {
        return promises;
    }

    /** From now on a queue is told of what changes. */
    void mail(Mail queued) {
        mail = queued;
    }

    /** Null: no queue is told of anything. */
    @Nullable
    Mail mail() {
        return mail;
    }

    /** How often the daemons that are started from now on look at the records; at the world a sixth as often. */
    void poll(Duration time) {
        poll = time;
    }

    Duration poll() {
        return poll;
    }

    /** Who has the lease, by what is stored; null: daemons are alone here, or nobody has it. */
    @Nullable
    String leaseHolder() {
        var lease = store.stored("lease/leader");
        String holder = lease == null ? "" : Json.parse(lease).path("holder").asText();
        return holder.isEmpty() ? null : holder;
    }

    void invalidationsTake(Duration duration) {
        invalidation = duration;
        site.invalidationsTake(duration);
    }

    /** The service as it is, seen by nobody. */
    ServiceSnapshot serviceNow() {
        var readings = ecs.describe(AwsScope.DEFAULT, CLUSTER, List.of(SERVICE));
        if (readings.get(SERVICE) instanceof Reading.Found(ServiceSnapshot service)) {
            return service;
        }
        throw new IllegalStateException("the service is gone");
    }

    /** Image of the first container of a revision. */
    String image(String revision) {
        JsonNode answer = ecs.ask("DescribeTaskDefinition", Json.object().put("taskDefinition", revision));
        return Call.image((ObjectNode) answer.path("taskDefinition"));
    }

    /** A call is carried out. */
    @Nullable
    Object happen(Call call, Gate.Effect effect) {
        Object answer = carriedOut(call, promises.begins(call, false), effect);
        if (call.is("ecs.describe") && answer != null) {
            described.addLast(new Past(baton.instant(), answer));
        }
        return answer;
    }

    private @Nullable Object carriedOut(Call call, Promises.Begun begun, Gate.Effect effect) {
        if (call.is("ecs.update")) {
            remember();
        }
        Promises.Before before = promises.before(call);
        Object answer = effect.happen();
        promises.happened(call, begun, before);
        if (call.is("site.createInvalidation")) {
            baton.in(invalidation, edge::forgets);
        }
        return answer;
    }

    private void remember() {
        described.addLast(new Past(baton.instant(), ecs.describe(AwsScope.DEFAULT, CLUSTER, List.of(SERVICE))));
    }

    /** A call is on its way, and its caller has given up. */
    void late(Call call, Duration delay, Gate.Effect effect) {
        Promises.Begun begun = promises.begins(call, true);
        baton.in(delay, () -> {
            trace.add("late " + call);
            try {
                lands(call, begun, effect);
            } catch (FailureException e) {
                trace.add("late " + call + " is refused: " + e.getMessage());
            }
        });
    }

    /** A call takes effect when nobody may count on it any more. */
    @Nullable
    Object lands(Call call, Promises.Begun begun, Gate.Effect effect) {
        promises.outOfTurn(call);
        try {
            return carriedOut(call, begun, effect);
        } finally {
            promises.outOfTurn(call);
        }
    }

    /** What would have been answered a while ago; what is so now where that is not known. */
    @Nullable
    Object before(Duration lag, Gate.Effect effect) {
        Instant now = baton.instant();
        while (!described.isEmpty() && described.getFirst().at().isBefore(now.minus(OLDEST_ANSWER))) {
            described.removeFirst();
        }
        described.addLast(new Past(now, effect.happen()));
        Object answer = null;
        for (Past past : described) {
            if (!past.at().isAfter(now.minus(lag))) {
                answer = past.answer();
            }
        }
        return answer == null ? described.getLast().answer() : answer;
    }
}
