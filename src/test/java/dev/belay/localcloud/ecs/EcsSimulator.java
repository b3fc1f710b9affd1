package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Control;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Queues;
import dev.belay.localcloud.Request;
import dev.belay.localcloud.Response;
import dev.belay.localcloud.Scope;
import dev.belay.localcloud.Simulator;
import dev.belay.localcloud.Wire;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * ECS on its own protocol, with rolling deployments that take their time. Nothing happens by itself: each call first lets
 * happen what was due until then by the clock, so that a test with its own clock decides when.
 */
public final class EcsSimulator implements Simulator {
    /** Where one task of a service listens, and how its target group finds it. */
    public record Target(String address, int port, String state, String reason, String description) {}

    /** A running task that its service's users can reach. */
    public record Server(String taskId, String image, ImageBehaviour.Serves answers) {}

    private final InstantSource clock;
    private final Scope home;
    private final Images images;
    private final TaskLife life;
    private final Scheduler scheduler;
    private final Ids ids = new Ids(new SplittableRandom(482));
    private final Map<Scope, EcsRegion> regions = new LinkedHashMap<>();
    private Optional<EventBus> events = Optional.empty();
    private Queues queues = (arn, body) -> false;

    /**
     * An empty ECS.
     *
     * @param home the account and region that control routes mean where they name none
     * @param speed how many times faster than usual tasks start and stop
     */
    public EcsSimulator(InstantSource clock, Scope home, double speed, Surroundings surroundings) {
        this.clock = clock;
        this.home = home;
        images = new Images(surroundings.images());
        Timing timing = new Timing(speed);
        life = new TaskLife(images, surroundings, timing);
        scheduler = new Scheduler(life, timing, ids, surroundings.roles());
    }

    /** One for which nothing but images and checks can go wrong. */
    public EcsSimulator(InstantSource clock, Scope home, double speed, ImageRegistry registry, TargetChecks checks) {
        this(clock, home, speed, Surroundings.of(registry, checks));
    }

    /** Lets happen what was due by now, and what follows from what changed around the services. */
    public synchronized void settle() {
        advance();
    }

    @Override
    public Wire wire() {
        return Wire.JSON_1_1;
    }

    @Override
    public synchronized Response handle(Request request) {
        Instant now = advanceDue();
        try {
            return wire().json(answer(region(Scope.of(request)), operation(request), Json.parse(request.body()), now));
        } catch (EcsException e) {
            return wire().error(400, e.code(), e.said());
        } catch (IllegalArgumentException e) {
            return wire().error(400, "SerializationException", String.valueOf(e.getMessage()));
        }
    }

    private JsonNode answer(EcsRegion region, String operation, ObjectNode body, Instant now) {
        JsonNode answer = call(region, operation, body, now);
        events.ifPresent(bus -> bus.tell(regions.values(), now));
        return answer;
    }

    private JsonNode call(EcsRegion region, String operation, ObjectNode body, Instant now) {
        Views views = new Views(region.scope);
        ServiceCalls services = new ServiceCalls(region, scheduler, views, ids);
        TaskCalls tasks = new TaskCalls(region, views, life);
        ClusterCalls clusters = new ClusterCalls(region);
        DeploymentCalls deployments = new DeploymentCalls(region);
        return switch (operation) {
            case "RegisterTaskDefinition" -> region.taskDefinitions.register(body, now);
            case "DeregisterTaskDefinition" -> region.taskDefinitions.deregister(body, now);
            case "DescribeTaskDefinition" -> region.taskDefinitions.describe(body);
            case "ListTaskDefinitions" -> region.taskDefinitions.list(body);
            case "ListTaskDefinitionFamilies" -> region.taskDefinitions.listFamilies(body);
            case "CreateCluster" -> clusters.create(body);
            case "DescribeClusters" -> clusters.describe(body);
            case "ListClusters" -> clusters.list(body);
            case "CreateService" -> services.create(body, now);
            case "UpdateService" -> services.update(body, now);
            case "DeleteService" -> services.delete(body, now);
            case "DescribeServices" -> services.describe(body);
            case "ListServices" -> services.list(body);
            case "ListTasks" -> tasks.list(body);
            case "DescribeTasks" -> tasks.describe(body);
            case "StopTask" -> tasks.stop(body, now);
            case "ListServiceDeployments" -> deployments.list(body);
            case "DescribeServiceDeployments" -> deployments.describe(body);
            default -> throw EcsException.unknown(operation);
        };
    }

    private EcsRegion region(Scope scope) {
        return regions.computeIfAbsent(scope, EcsRegion::new);
    }

    /** Of thousands of services a call must not look at each: those that rest stay as they are. */
    private Instant advanceDue() {
        Instant now = clock.instant();
        boolean any = false;
        for (EcsRegion region : regions.values()) {
            for (Map<String, EcsService> cluster : region.clusters.values()) {
                for (EcsService service : cluster.values()) {
                    if (!service.dueAt.isAfter(now)) {
                        scheduler.advance(service, now);
                        service.tasks.forEach(task -> life.writeOn(service, task, now));
                        any = true;
                    }
                }
            }
        }
        if (any) {
            events.ifPresent(bus -> bus.tell(regions.values(), now));
        }
        return now;
    }

    private Instant advance() {
        Instant now = clock.instant();
        regions.values()
                .forEach(region -> region.services().forEach(service -> {
                    scheduler.advance(service, now);
                    service.tasks.forEach(task -> life.writeOn(service, task, now));
                }));
        events.ifPresent(bus -> bus.tell(regions.values(), now));
        return now;
    }

    /**
     * From now on images whose name contains the pattern (a tag, say) behave so; tasks that run do so at once.
     */
    public synchronized void behave(String pattern, ImageBehaviour behaviour) {
        advance();
        images.set(pattern, behaviour);
        advance();
    }

    /** Containers of images whose name contains the pattern exit at once where their environment lacks one of these. */
    public synchronized void need(String pattern, String... variables) {
        images.need(pattern, List.of(variables));
    }

    /**
     * Registers a revision like the newest ACTIVE one of the family whose images' names contain the piece, but without
     * that variable; its ARN.
     *
     * @throws IllegalArgumentException where there is none
     */
    public synchronized String registerWithout(Scope scope, String family, String image, String variable) {
        return region(scope)
                .taskDefinitions
                .registerWithout(family, image, variable, advance())
                .orElseThrow(() -> new IllegalArgumentException("no revision of " + family + " runs " + image));
    }

    /** All images behave as they did at first. */
    public synchronized void behaveWell() {
        advance();
        images.reset();
        advance();
    }

    /**
     * From now on what happens to services is told, as ECS tells EventBridge. It is told when the simulator is next asked for
     * anything: nothing happens by itself.
     */
    public synchronized void tell(Consumer<ObjectNode> told) {
        advance();
        var bus = new EventBus(ids, told);
        bus.begin(regions.values());
        events = Optional.of(bus);
    }

    /** The queues that there are to tell. */
    public synchronized void queues(Queues all) {
        queues = all;
    }

    /**
     * From now on events go to this queue, as a rule of EventBridge would send them.
     *
     * @throws IllegalArgumentException where there is none of that ARN
     */
    public void tell(String queueArn) {
        if (!queues.send(queueArn, "{\"source\": \"local-cloud\", \"detail-type\": \"Events of ECS come here\"}")) {
            throw new IllegalArgumentException("no queue " + queueArn);
        }
        tell(event -> queues.send(queueArn, Json.write(event)));
    }

    /** As an autoscaler would: changes the desired count and nothing else. */
    public void scale(Scope scope, String cluster, String service, int desired) {
        change(scope, cluster, service, changed -> changed.desired = desired);
    }

    /** From now on there is room for so many of the service's tasks; those that run stay. */
    public void capacity(Scope scope, String cluster, String service, int tasks) {
        change(scope, cluster, service, changed -> changed.capacity = tasks);
    }

    private synchronized void change(Scope scope, String cluster, String service, Consumer<EcsService> change) {
        advance();
        EcsService found = region(scope)
                .service(cluster, service)
                .orElseThrow(() -> new IllegalArgumentException("no service " + service + " in cluster " + cluster));
        change.accept(found);
        advance();
    }

    /** The targets that services have registered with a target group, draining ones too. */
    public synchronized List<Target> targets(String targetGroupArn) {
        advance();
        return regions.values().stream()
                .flatMap(EcsRegion::services)
                .flatMap(service -> Targets.of(service, targetGroupArn, life, clock.instant()))
                .toList();
    }

    /** The tasks of a service that are up and healthy, oldest first. */
    public synchronized List<Server> servers(Scope scope, String cluster, String service) {
        advance();
        return region(scope).service(cluster, service).stream()
                .flatMap(found -> Targets.servers(found, life))
                .toList();
    }

    @Override
    public Map<String, Control> controls() {
        return new EcsControls(this, home).all();
    }

    @Override
    public synchronized JsonNode state() {
        advance();
        return EcsControls.state(regions.values(), images);
    }
}
