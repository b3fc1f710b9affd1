package dev.belay.localcloud.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The service scheduler: rolling deployments within the minimum and maximum percent, and the circuit breaker. Works on
 * time that is told: everything that was due since the last call happens then, each at its own instant.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html">rolling update</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">circuit
 *     breaker</a>
 */
final class Scheduler {
    private final TaskLife life;
    private final Timing timing;
    private final Ids ids;
    private final TaskRoles roles;
    private int addresses;

    Scheduler(TaskLife life, Timing timing, Ids ids, TaskRoles roles) {
        this.roles = roles;
        this.life = life;
        this.timing = timing;
        this.ids = ids;
    }

    void advance(EcsService service, Instant now) {
        for (Instant next = nextEvent(service); !next.isAfter(now); next = nextEvent(service)) {
            Instant time = next;
            List.copyOf(service.tasks).forEach(task -> life.step(service, task, time));
            service.deployments.forEach(deployment -> {
                if (!deployment.wakeAt.isAfter(time)) {
                    deployment.wakeAt = Instant.MAX;
                }
            });
            converge(service, time);
            service.forgetStopped(time);
        }
        converge(service, now);
        service.dueAt = nextEvent(service);
    }

    private static Instant nextEvent(EcsService service) {
        Instant next = service.tasks.stream()
                .map(Task::nextEvent)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
        for (Deployment deployment : service.deployments) {
            next = deployment.wakeAt.isBefore(next) ? deployment.wakeAt : next;
        }
        return next;
    }

    /** Brings the service a step closer to what it should be. Done twice at one instant, the second changes nothing. */
    void converge(EcsService service, Instant now) {
        List.copyOf(service.tasks).forEach(task -> life.observe(service, task, now));
        if (service.deployments.isEmpty()) {
            return;
        }
        breakCircuit(service, now);
        scaleIn(service, now);
        stopOld(service, now);
        launch(service, now);
        service.deployments.removeIf(deployment ->
                !deployment.primary() && service.tasksOf(deployment).allMatch(Task::stopped) && retire(deployment));
        complete(service, now);
    }

    private static boolean retire(Deployment deployment) {
        deployment.status = Deployment.Status.INACTIVE;
        return true;
    }

    static int breakerThreshold(int desired) {
        return Math.clamp((desired + 1) / 2, 3, 200);
    }

    private void breakCircuit(EcsService service, Instant now) {
        Deployment primary = service.primary();
        var breaker = service.settings.path("deploymentConfiguration").path("deploymentCircuitBreaker");
        if (!breaker.path("enable").asBoolean(false)
                || !primary.inProgress()
                || primary.provedItself
                || primary.failedTasks < breakerThreshold(service.desired)) {
            return;
        }
        primary.failed(now);
        service.event(now, "(deployment " + primary.id + ") deployment failed: tasks failed to start.");
        if (breaker.path("rollback").asBoolean(false) && !primary.rollsBack) {
            service.lastCompleted.ifPresent(good -> rollBack(service, good, now));
        }
    }

    private void rollBack(EcsService service, Deployment good, Instant now) {
        Deployment back = new Deployment(ids.deployment(), good.taskDefinition, now);
        back.rollsBack = true;
        back.reason = "ECS deployment circuit breaker: rolling back to deploymentId " + good.id + ".";
        service.deploy(back);
        service.event(now, "rolling back to deployment " + good.id + ".");
    }

    private void scaleIn(EcsService service, Instant now) {
        List<Task> live = service.tasksOf(service.primary()).filter(Task::live).toList();
        int surplus = live.size() - service.desired;
        if (surplus > 0) {
            List<Task> leaving = new ArrayList<>(live);
            leaving.sort(Comparator.comparing((Task task) -> task.healthy));
            stopAll(service, leaving.subList(0, surplus), now);
        }
    }

    private void stopOld(EcsService service, Instant now) {
        Deployment primary = service.primary();
        List<Task> old = service.tasks.stream()
                .filter(task -> task.live() && !task.deployment.id.equals(primary.id))
                .toList();
        if (primary.rollout == Deployment.Rollout.FAILED || old.isEmpty()) {
            return;
        }
        List<Task> leaving =
                new ArrayList<>(old.stream().filter(task -> !task.healthy).toList());
        List<Task> healthyOld = old.stream().filter(task -> task.healthy).toList();
        int wanted = service.desired
                - (int) service.tasksOf(primary).filter(Task::live).count();
        int healthyNew =
                (int) service.tasksOf(primary).filter(task -> task.healthy).count();
        int spare = healthyNew + healthyOld.size() - minimum(service);
        int replaced = healthyOld.size() - Math.max(0, service.desired - healthyNew);
        int inTheWay = Math.min(wanted, healthyOld.size()) - Math.max(0, room(service) + leaving.size());
        int stops = Math.clamp(Math.max(replaced, inTheWay), 0, Math.max(0, Math.min(spare, healthyOld.size())));
        leaving.addAll(healthyOld.subList(0, stops));
        stopAll(service, leaving, now);
    }

    private void stopAll(EcsService service, List<Task> leaving, Instant now) {
        if (leaving.isEmpty()) {
            return;
        }
        boolean drains = !service.targetGroups().isEmpty() && leaving.stream().anyMatch(Task::running);
        for (Task task : leaving) {
            life.stop(
                    task,
                    now,
                    "ServiceSchedulerInitiated",
                    "Scaling activity initiated by (deployment " + service.primary().id + ")",
                    drains ? timing.draining() : Duration.ZERO);
        }
        service.steady = false;
        service.event(now, "has stopped " + leaving.size() + " running tasks: " + named(leaving) + ".");
        if (drains) {
            service.event(now, "has begun draining connections on " + leaving.size() + " tasks.");
            service.targetGroups()
                    .forEach(group -> service.event(
                            now, "deregistered " + leaving.size() + " targets in (target-group " + group + ")"));
        }
    }

    private static String named(List<Task> tasks) {
        return tasks.stream().map(task -> "(task " + task.id + ")").collect(Collectors.joining(" "));
    }

    private void launch(EcsService service, Instant now) {
        Deployment primary = service.primary();
        int missing = service.desired
                - (int) service.tasksOf(primary).filter(Task::live).count();
        int starts = Math.min(missing, room(service));
        if (primary.rollout == Deployment.Rollout.FAILED || starts <= 0) {
            return;
        }
        if (primary.launchAfter.isAfter(now)) {
            primary.wakeBy(primary.launchAfter);
            return;
        }
        Optional<String> role = primary.taskDefinition.roles().stream()
                .filter(needed -> !roles.assumable(needed))
                .findFirst();
        if (role.isPresent()) {
            refuse(service, role.get(), now);
            return;
        }
        int placed = Math.clamp(service.capacity - service.count(task -> !task.stopped()), 0, starts);
        if (placed < starts && !service.placementFails) {
            service.event(
                    now,
                    "was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or"
                            + " in a different availability zone. For more information, see the Troubleshooting section"
                            + " of the Amazon ECS Developer Guide.");
        }
        service.placementFails = placed < starts;
        if (placed > 0) {
            List<Task> started =
                    IntStream.range(0, placed).mapToObj(i -> task(primary, now)).toList();
            service.tasks.addAll(started);
            service.event(now, "has started " + placed + " tasks: " + named(started) + ".");
            service.steady = false;
        }
    }

    /** Nothing is started, and ECS tries again, ever more slowly. */
    private void refuse(EcsService service, String role, Instant now) {
        Deployment primary = service.primary();
        primary.refusals++;
        primary.launchAfter = now.plus(timing.beforeNextLaunch(primary.refusals, 1));
        primary.wakeBy(primary.launchAfter);
        service.event(
                now,
                "failed to launch a task with (error ECS was unable to assume the role '" + role
                        + "' that was provided for this task. Please verify that the role being passed has the proper"
                        + " trust relationship and permissions and that your IAM user has permissions to pass this"
                        + " role.).");
    }

    private Task task(Deployment deployment, Instant now) {
        addresses++;
        String address = "10.0." + (addresses / 250 % 250) + "." + (addresses % 250 + 4);
        return new Task(ids.task(), deployment, address, now, now.plus(timing.provisioning()));
    }

    private void complete(EcsService service, Instant now) {
        Deployment primary = service.primary();
        long healthy = service.tasksOf(primary).filter(task -> task.healthy).count();
        boolean settled = healthy == service.desired
                && service.deployments.size() == 1
                && service.tasksOf(primary).filter(Task::live).count() == service.desired;
        if (!settled || service.steady || primary.rollout == Deployment.Rollout.FAILED) {
            return;
        }
        // Even a service without tasks is not done in the instant of the call.
        Instant earliest = primary.createdAt.plus(timing.provisioning());
        if (earliest.isAfter(now)) {
            primary.wakeBy(earliest);
            return;
        }
        if (primary.inProgress()) {
            primary.completed(now);
            service.lastCompleted = Optional.of(primary);
            service.event(now, "(deployment " + primary.id + ") deployment completed.");
        }
        service.steady = true;
        service.event(now, "has reached a steady state.");
    }

    private static int minimum(EcsService service) {
        int percent = service.settings
                .path("deploymentConfiguration")
                .path("minimumHealthyPercent")
                .asInt(100);
        return (service.desired * percent + 99) / 100;
    }

    /** How many more tasks the maximum percent allows. */
    private static int room(EcsService service) {
        int percent = service.settings
                .path("deploymentConfiguration")
                .path("maximumPercent")
                .asInt(200);
        return service.desired * percent / 100 - (int) service.count(task -> task.live() || task.running());
    }
}
