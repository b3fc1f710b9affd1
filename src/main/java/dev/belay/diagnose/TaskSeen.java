package dev.belay.diagnose;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was seen.
 *
 * @param id the last part of its ARN
 * @param startedBy id of the deployment that started it; null: not told
 * @param stopCode ECS's own word for why it stopped; null: it runs
 * @param address private IPv4; null: not told, or the host's
 */
public record TaskSeen(
        String id,
        String revision,
        @Nullable String startedBy,
        String lastStatus,
        @Nullable Instant createdAt,
        @Nullable String stopCode,
        @Nullable String stoppedReason,
        @Nullable String address,
        List<Container> containers) {
    /**
     * One container of it.
     *
     * @param runtimeId what a log stream without a prefix is called
     */
    public record Container(
            String name,
            @Nullable Integer exitCode,
            @Nullable String reason,
            @Nullable String runtimeId) {}

    public TaskSeen {
        containers = List.copyOf(containers);
    }

    boolean stopped() {
        return stopCode != null;
    }

    boolean running() {
        return "RUNNING".equals(lastStatus) && !stopped();
    }

    /** A container of it ended by itself; whatever ECS stops, a container of an old task too, does not count. */
    boolean crashed() {
        return "EssentialContainerExited".equals(stopCode);
    }

    /** All that ECS says of why it stopped. */
    String told() {
        return Stream.concat(
                        Stream.ofNullable(stoppedReason),
                        containers.stream()
                                .map(Container::reason)
                                .filter(reason -> reason != null && !reason.isBlank()))
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
