package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.Json;
import dev.belay.localcloud.Scope;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One service and its tasks. */
final class EcsService {
    private static final int STOPPED_KEPT = 200;
    private static final int EVENTS_KEPT = 100;

    record Event(String id, Instant at, String message) {}

    final Scope scope;
    final String name;
    final String cluster;
    final String arn;
    final Instant createdAt;
    /** What CreateService and UpdateService said of all that is only kept and shown. */
    final ObjectNode settings;

    String status = "ACTIVE";
    int desired;
    /** Tasks that there is room for. */
    int capacity = Integer.MAX_VALUE;

    /** When something happens next of itself; {@link Instant#MIN}: it was changed, and looks at itself at the next call. */
    Instant dueAt = Instant.MIN;

    boolean placementFails;
    boolean steady;
    Optional<Deployment> lastCompleted = Optional.empty();
    /** The primary one first, then from newest to oldest. */
    final List<Deployment> deployments = new ArrayList<>();
    /** All there ever were, oldest first. */
    final List<Deployment> history = new ArrayList<>();

    final List<Task> tasks = new ArrayList<>();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Ids ids;

    EcsService(Scope scope, String name, String cluster, String arn, ObjectNode settings, Instant now, Ids ids) {
        this.scope = scope;
        this.name = name;
        this.cluster = cluster;
        this.arn = arn;
        this.settings = settings;
        this.createdAt = now;
        this.ids = ids;
    }

    boolean active() {
        return status.equals("ACTIVE");
    }

    Deployment primary() {
        return deployments.getFirst();
    }

    /** Puts the deployment first; the one that was keeps its tasks until they are replaced. */
    void deploy(Deployment next) {
        deployments.forEach(earlier -> earlier.status = Deployment.Status.ACTIVE);
        deployments.addFirst(next);
        history.add(next);
        steady = false;
    }

    long count(Predicate<Task> which) {
        return tasks.stream().filter(which).count();
    }

    Stream<Task> tasksOf(Deployment deployment) {
        return tasks.stream().filter(task -> task.deployment.id.equals(deployment.id));
    }

    JsonNode loadBalancers() {
        return settings.path("loadBalancers");
    }

    List<String> targetGroups() {
        return loadBalancers()
                .valueStream()
                .map(balancer -> balancer.path("targetGroupArn").asText(""))
                .filter(group -> !group.isEmpty())
                .toList();
    }

    List<String> securityGroups() {
        return Json.texts(settings.path("networkConfiguration")
                .path("awsvpcConfiguration")
                .path("securityGroups"));
    }

    String controller() {
        return settings.path("deploymentController").path("type").asText("ECS");
    }

    void event(Instant at, String message) {
        events.addFirst(new Event(ids.uuid(), at, "(service " + name + ") " + message));
        if (events.size() > EVENTS_KEPT) {
            events.removeLast();
        }
    }

    /** Newest first. */
    List<Event> events() {
        return List.copyOf(events);
    }

    /** ECS shows a stopped task for about an hour. */
    void forgetStopped(Instant now) {
        long stopped = count(Task::stopped);
        for (int i = 0; i < tasks.size() && stopped > 0; ) {
            Task task = tasks.get(i);
            boolean old = task.stopped() && task.stoppedAt.plusSeconds(3600).isBefore(now);
            if (task.stopped() && (old || stopped > STOPPED_KEPT)) {
                tasks.remove(i);
                stopped--;
            } else {
                i++;
            }
        }
    }
}
