package dev.belay.ecs;

import dev.belay.ecs.EcsState.Followed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Why a deployment failed or hangs.
 *
 * @param own whether the revision failed by its own doing: its containers crash or never get healthy, or its image does
 *     not exist. Otherwise the fault passes: capacity, throttling, permissions, a registry out of reach
 * @param message the most telling lines, newest first
 */
record FailureCause(boolean own, String message) {
    private static final int LINES = 3;
    private static final int LINE = 300;

    private enum Kind {
        OWN,
        PASSING,
        NEITHER
    }

    private static final List<String> NEVER_HEALTHY = List.of(
            "health check", "is unhealthy in", "alarm detected", "essential container", "outofmemory", "cannotstart");

    private static final List<String> IN_THE_WAY = List.of(
            "unable to place a task",
            "insufficient",
            "capacity",
            "resource:",
            "no container instance",
            "throttl",
            "rate exceeded",
            "toomanyrequests",
            "access denied",
            "accessdenied",
            "not authorized",
            "unable to assume",
            "resourceinitializationerror",
            "network interface",
            "spot ",
            "host ec2",
            "internal error",
            "internalerror",
            "timeout waiting",
            "cannotcreate",
            "unable to pull secrets");

    private static final List<String> REGISTRY_IN_THE_WAY = List.of(
            "denied",
            "unauthorized",
            "forbidden",
            "no basic auth",
            "timeout",
            "timed out",
            "deadline",
            "connection",
            "no such host",
            "dial tcp",
            "toomanyrequests",
            "rate limit",
            "x509",
            "tls handshake",
            "unexpected status",
            "server error",
            "bad gateway",
            "service unavailable",
            ": eof");

    /** Weighs all that ECS says about a deployment. One task that crashed outweighs others that found no place. */
    static FailureCause of(Followed deployment, String reason, ServiceSnapshot service, List<EcsTask> tasks) {
        var own = new ArrayList<String>();
        var passing = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (EcsTask task : tasks) {
            if (task.of(deployment.deployment(), deployment.taskDefinition()) && task.stopCode() != null) {
                sort(kind(task), line(task), own, passing, lines);
            }
        }
        for (ServiceSnapshot.Event event : service.events()) {
            if (!event.at().isBefore(deployment.since().minus(RolloutHealth.LAG))) {
                sort(kind(named(event.message())), event.message(), own, passing, lines);
            }
        }
        boolean isOwn = !own.isEmpty() || passing.isEmpty();
        List<String> telling = !own.isEmpty() ? own : !passing.isEmpty() ? passing : lines;
        return new FailureCause(isOwn, sentence(reason, telling));
    }

    private static void sort(Kind kind, String line, List<String> own, List<String> passing, List<String> lines) {
        switch (kind) {
            case OWN -> own.add(line);
            case PASSING -> passing.add(line);
            case NEITHER -> lines.add(line);
        }
    }

    private static Kind kind(EcsTask task) {
        String told = told(task);
        Kind said = kind(told);
        if (said != Kind.NEITHER) {
            return said;
        }
        return switch (task.stopCode()) {
            case "EssentialContainerExited" -> Kind.OWN;
            case "SpotInterruption", "TerminationNotice" -> Kind.PASSING;
            case null, default -> Kind.NEITHER;
        };
    }

    private static Kind kind(String told) {
        String text = told.toLowerCase(Locale.ROOT);
        if (text.contains("cannotpull") || text.contains("cannot pull") || text.contains("failed to pull")) {
            boolean gone = contains(text, List.of("not found", "does not exist", "manifest unknown"));
            return gone && !contains(text, REGISTRY_IN_THE_WAY) ? Kind.OWN : Kind.PASSING;
        }
        if (contains(text, NEVER_HEALTHY) && !text.contains("host ec2")) {
            return Kind.OWN;
        }
        return contains(text, IN_THE_WAY) ? Kind.PASSING : Kind.NEITHER;
    }

    private static boolean contains(String text, List<String> parts) {
        return parts.stream().anyMatch(text::contains);
    }

    /** An event without the names in it, which may hold any word: {@code (service spot ) …}. */
    private static String named(String event) {
        return event.replaceAll("\\((?:service|deployment|task|instance|target-group|taskSet) [^)]*\\)", "");
    }

    private static String told(EcsTask task) {
        String containers = task.containers().stream()
                .filter(container -> container.reason() != null)
                .map(EcsTask.Container::reason)
                .collect(Collectors.joining("; "));
        return (task.stoppedReason() == null ? "" : task.stoppedReason())
                + (containers.isEmpty() ? "" : ": " + containers);
    }

    private static String line(EcsTask task) {
        String exits = task.containers().stream()
                .filter(container -> container.exitCode() != null)
                .map(container -> container.name() + " exited with " + container.exitCode())
                .collect(Collectors.joining(", "));
        return told(task) + (exits.isEmpty() ? "" : " (" + exits + ")");
    }

    private static String sentence(String reason, List<String> telling) {
        SequencedSet<String> parts = new LinkedHashSet<>();
        if (!reason.isBlank()) {
            parts.add(reason.strip());
        }
        telling.stream()
                .map(line -> line.length() > LINE ? line.substring(0, LINE) + "…" : line)
                .filter(line -> !line.isBlank())
                .distinct()
                .limit(LINES)
                .forEach(parts::add);
        return parts.isEmpty() ? "ECS gives no reason" : String.join(" | ", parts);
    }
}
