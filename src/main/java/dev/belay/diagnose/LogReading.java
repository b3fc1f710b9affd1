package dev.belay.diagnose;

import dev.belay.model.AwsScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the last lines of the newest task that ended by itself, and of the newest that runs. */
final class LogReading {
    private static final int LINES = 20;
    private static final int CONTAINERS = 4;

    private record Reading(String task, String container, Look<List<String>> look) {}

    private final ServiceClues clues;
    private final AwsScope scope;
    private final String component;
    private final List<Reading> readings = new ArrayList<>();

    LogReading(ServiceClues clues, AwsScope scope, String component) {
        this.clues = clues;
        this.scope = scope;
        this.component = component;
    }

    /** @param tasks the new ones, the newest first */
    void ask(List<TaskSeen> tasks, @Nullable Revision revision, Looks looks) {
        if (revision == null) {
            return;
        }
        Stream<TaskSeen> ended = tasks.stream()
                .filter(TaskSeen::stopped)
                .filter(task -> task.containers().stream().anyMatch(container -> container.exitCode() != null))
                .sorted((one, other) -> Boolean.compare(other.crashed(), one.crashed()))
                .limit(1);
        Stream<TaskSeen> running = tasks.stream().filter(TaskSeen::running).limit(1);
        Stream.concat(ended, running).forEach(task -> ask(task, revision, looks));
    }

    private void ask(TaskSeen task, Revision revision, Looks looks) {
        revision.containers().stream()
                .sorted((one, other) -> Boolean.compare(other.essential(), one.essential()))
                .limit(CONTAINERS)
                .forEach(container -> ask(task, container, looks));
    }

    private void ask(TaskSeen task, Revision.Container container, Looks looks) {
        Revision.Log log = container.log();
        if (log == null || log.group() == null || !log.driver().equals("awslogs")) {
            return;
        }
        String group = log.group();
        String stream = log.prefix() == null
                ? task.containers().stream()
                        .filter(one -> one.name().equals(container.name()))
                        .map(TaskSeen.Container::runtimeId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(task.id())
                : log.prefix() + "/" + container.name() + "/" + task.id();
        AwsScope there = new AwsScope(log.region(), null, null).or(scope);
        var look = looks.<List<String>>at(
                component + ": the log of " + container.name(), () -> clues.lastLines(there, group, stream, LINES));
        readings.add(new Reading(task.id(), container.name(), look));
    }

    /** What was written, masked; a container without lines is left out. */
    List<ServiceEvidence.LogLines> lines() {
        return readings.stream()
                .map(reading -> new ServiceEvidence.LogLines(
                        reading.task(),
                        reading.container(),
                        Redaction.lines(reading.look().or(List.of()))))
                .filter(log -> !log.lines().isEmpty())
                .toList();
    }
}
