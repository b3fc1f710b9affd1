package dev.belay.localcloud.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.localcloud.Scope;
import java.time.Duration;
import java.time.Instant;

/** Writes what containers say to where their {@code awslogs} driver sends it: {@code PREFIX/CONTAINER/TASK}. */
final class Scribe {
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration AT_MOST = Duration.ofHours(1);
    private final TaskLogs logs;

    Scribe(TaskLogs logs) {
        this.logs = logs;
    }

    void started(EcsService service, Task task, Instant now) {
        task.loggedUntil = now;
        for (JsonNode container : task.deployment.taskDefinition.containers()) {
            String image = container.path("image").asText();
            write(service, task, container, now, "INFO  " + image.substring(image.lastIndexOf('/') + 1) + " starts");
        }
    }

    /** A line a minute, for the last hour at most. */
    void goneOn(EcsService service, Task task, Instant now) {
        if (task.phase != Task.Phase.RUNNING || task.loggedUntil.plus(EVERY).isAfter(now)) {
            return;
        }
        Instant since = now.minus(AT_MOST);
        for (Instant at = task.loggedUntil.plus(EVERY); !at.isAfter(now); at = at.plus(EVERY)) {
            task.loggedUntil = at;
            if (at.isAfter(since)) {
                say(
                        service,
                        task,
                        at,
                        "INFO  up for " + Duration.between(task.startedAt, at).toMinutes() + " min");
            }
        }
    }

    void crashed(EcsService service, Task task, Instant now, ImageBehaviour.Crashes crash) {
        for (JsonNode container : task.deployment.taskDefinition.containers()) {
            if (container.path("name").asText().equals(task.failingContainer)) {
                crash.lastWords().forEach(line -> write(service, task, container, now, line));
            }
        }
    }

    /** All of the task's containers say it. */
    void say(EcsService service, Task task, Instant now, String line) {
        task.deployment.taskDefinition.containers().forEach(container -> write(service, task, container, now, line));
    }

    private void write(EcsService service, Task task, JsonNode container, Instant now, String line) {
        JsonNode configuration = container.path("logConfiguration");
        JsonNode options = configuration.path("options");
        String group = options.path("awslogs-group").asText("");
        if (!configuration.path("logDriver").asText().equals("awslogs") || group.isEmpty()) {
            return;
        }
        String region = options.path("awslogs-region").asText(service.scope.region());
        String prefix = options.path("awslogs-stream-prefix").asText("");
        String stream = prefix.isEmpty()
                ? task.id + "-" + container.path("name").asText()
                : prefix + "/" + container.path("name").asText() + "/" + task.id;
        logs.write(new Scope(service.scope.account(), region), group, stream, now, line);
    }
}
