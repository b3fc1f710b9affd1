package dev.belay.diagnose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why containers end by themselves. */
final class CrashSuspects {
    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final List<String> NO_MEMORY =
            List.of("outofmemory", "out of memory", "cannot allocate memory", "heap limit", "memoryerror", "oom-kill");

    private final ServiceEvidence seen;
    private final TaskSeen task;
    private final TaskSeen.Container culprit;
    private final List<String> log;

    private CrashSuspects(ServiceEvidence seen, TaskSeen task, TaskSeen.Container culprit) {
        this.seen = seen;
        this.task = task;
        this.culprit = culprit;
        this.log = seen.log(task.id(), culprit.name());
    }

    static List<Suspect> of(ServiceEvidence seen) {
        return seen.crashed().stream()
                .filter(task -> !task.containers().isEmpty())
                .findFirst()
                .map(task -> new CrashSuspects(seen, task, culprit(task, seen.pinned())).suspects())
                .orElseGet(() -> EnvironmentSuspects.of(seen, null, List.of()));
    }

    /** Of the containers that ended, the one for which the others were stopped. */
    private static TaskSeen.Container culprit(TaskSeen task, @Nullable Revision revision) {
        return task.containers().stream()
                .min(Comparator.comparing((TaskSeen.Container container) -> !outOfMemory(container))
                        .thenComparing(container -> !essential(container, revision))
                        .thenComparingInt(CrashSuspects::order))
                .orElseThrow();
    }

    private static boolean essential(TaskSeen.Container container, @Nullable Revision revision) {
        Revision.Container defined = revision == null ? null : revision.container(container.name());
        return defined == null || defined.essential();
    }

    /** ECS stops the others with a TERM, and those that do not listen with a KILL. */
    private static int order(TaskSeen.Container container) {
        return switch (container.exitCode()) {
            case null -> 4;
            case 0 -> 2;
            case KILLED -> 1;
            case TERMINATED -> 3;
            default -> 0;
        };
    }

    private static boolean outOfMemory(TaskSeen.Container container) {
        return container.reason() != null && container.reason().contains("OutOfMemory");
    }

    private List<Suspect> suspects() {
        var suspects = new ArrayList<Suspect>();
        if (log.stream().anyMatch(line -> line.contains("exec format error"))) {
            suspects.add(crashed(
                    Kind.WRONG_ARCHITECTURE, Certainty.PROVEN, " is made for another kind of processor", evidence()));
        }
        boolean killed = Integer.valueOf(KILLED).equals(culprit.exitCode());
        boolean told = outOfMemory(culprit) || task.told().contains("OutOfMemory");
        boolean logged = log.stream().anyMatch(line -> AwsWords.any(line.toLowerCase(Locale.ROOT), NO_MEMORY));
        if (told || killed || logged) {
            suspects.add(outOfMemory(told || (killed && logged) ? Certainty.PROVEN : Certainty.TOLD, told || logged));
        }
        suspects.addAll(EnvironmentSuspects.of(seen, culprit.name(), log));
        if (!told && !killed) {
            suspects.add(crashed(Kind.CONTAINER_CRASHED, Certainty.TOLD, " ended" + how(), evidence()));
        }
        return suspects;
    }

    private Suspect outOfMemory(Certainty certainty, boolean sure) {
        String words = sure ? " ran out of memory" : " was killed with exit code 137, as when memory runs out";
        var evidence = new ArrayList<>(evidence());
        String limit = limit(seen.pinned());
        String before = limit(seen.good());
        if (limit != null) {
            evidence.add(seen.revision() + " gives it " + limit
                    + (before == null || before.equals(limit) ? "" : ", the good revision " + before));
        }
        return crashed(Kind.OUT_OF_MEMORY, certainty, words, evidence);
    }

    private Suspect crashed(Kind kind, Certainty certainty, String what, List<String> evidence) {
        return Suspect.of(
                        kind,
                        certainty,
                        seen.component(),
                        "Container " + culprit.name() + " of " + seen.revision() + what + ".",
                        evidence)
                .with(log);
    }

    private @Nullable String limit(@Nullable Revision revision) {
        Revision.Container container = revision == null ? null : revision.container(culprit.name());
        Integer memory = container == null || container.memory() == null
                ? (revision == null ? null : revision.memory())
                : container.memory();
        return memory == null ? null : memory + " MiB";
    }

    private String how() {
        return switch (culprit.exitCode()) {
            case null -> "";
            case 0 -> " with exit code 0, and a service's process must not end";
            case 126 -> " with exit code 126 (its command can't be run)";
            case 127 -> " with exit code 127 (its command is not in the image)";
            case 134 -> " with exit code 134 (aborted)";
            case 139 -> " with exit code 139 (segmentation fault)";
            default -> " with exit code " + culprit.exitCode();
        };
    }

    private List<String> evidence() {
        List<TaskSeen> crashed = seen.crashed();
        var lines = new ArrayList<String>();
        lines.add(crashed.size() + (crashed.size() == 1 ? " new task" : " new tasks") + " ended by themselves");
        lines.add("task " + task.id() + ": " + task.told());
        task.containers().stream()
                .filter(container -> container.exitCode() != null)
                .forEach(container ->
                        lines.add("container " + container.name() + ": exit code " + container.exitCode()));
        return lines;
    }
}
