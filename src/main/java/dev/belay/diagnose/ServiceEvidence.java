package dev.belay.diagnose;

import dev.belay.diagnose.NeedClues.Presence;
import dev.belay.diagnose.TrafficClues.Balancer;
import dev.belay.diagnose.TrafficClues.SecurityGroup;
import dev.belay.diagnose.TrafficClues.TargetGroup;
import dev.belay.diagnose.TrafficClues.TargetHealth;
import dev.belay.model.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that was seen of a service. What could not be read is null or missing.
 *
 * @param refused why the service itself could not be read; null: it was
 * @param tasks the new ones, the newest first
 * @param events since the rollout began, newest first
 * @param logs of new tasks, masked
 * @param health of each target group, by its ARN; of the new tasks only, where that can be told
 * @param ranges of the subnets that load balancers stand in, by subnet
 */
record ServiceEvidence(
        Subject.Part.Service part,
        @Nullable ServiceSeen service,
        @Nullable Failure refused,
        List<TaskSeen> tasks,
        List<String> events,
        @Nullable Revision pinned,
        @Nullable Revision good,
        List<LogLines> logs,
        List<TargetGroup> groups,
        SortedMap<String, List<TargetHealth>> health,
        List<Balancer> balancers,
        List<SecurityGroup> securityGroups,
        SortedMap<String, String> ranges,
        Absent absent)
        implements Evidence {
    /** The last lines that a container of a new task wrote. */
    record LogLines(String task, String container, List<String> lines) {
        LogLines {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What the pinned revision names and is not there.
     *
     * @param images as the revision names them
     * @param secrets as {@code valueFrom} names them
     * @param roles ARNs
     */
    record Absent(SortedSet<String> images, SortedMap<String, Presence> secrets, SortedSet<String> roles) {}

    @Override
    public String component() {
        return part.component();
    }

    /** The pinned revision as people call it. */
    String revision() {
        return part.revision() == null ? "the new revision" : Revision.name(part.revision());
    }

    /** Tasks that ended by themselves. */
    List<TaskSeen> crashed() {
        return tasks.stream().filter(TaskSeen::crashed).toList();
    }

    boolean runs() {
        return tasks.stream().anyMatch(TaskSeen::running);
    }

    /** Whether a new task is healthy in every target group; without any, whether one runs. */
    boolean healthy() {
        return runs()
                && health.values().stream()
                        .allMatch(targets -> targets.stream()
                                .anyMatch(target -> target.state().equals("healthy")));
    }

    /** The log of a container in the task that is named, else in any; empty: it was not read. */
    List<String> log(@Nullable String task, @Nullable String container) {
        Comparator<LogLines> best = Comparator.comparing(
                (LogLines log) -> !log.task().equals(task) || !log.container().equals(container));
        return logs.stream()
                .filter(log -> container == null || log.container().equals(container))
                .filter(log -> !log.lines().isEmpty())
                .min(best)
                .map(LogLines::lines)
                .orElse(List.of());
    }

    /** Every port that a revision says it listens on. */
    static SortedSet<Integer> ports(@Nullable Revision revision) {
        var ports = new TreeSet<Integer>();
        if (revision != null) {
            revision.containers().forEach(container -> ports.addAll(container.ports()));
        }
        return ports;
    }
}
