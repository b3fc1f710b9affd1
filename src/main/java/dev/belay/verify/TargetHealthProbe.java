package dev.belay.verify;

import dev.belay.model.EcsService;
import dev.belay.model.FailureException;
import dev.belay.verify.ServiceTargets.Group;
import dev.belay.verify.ServiceTargets.Registered;
import dev.belay.verify.ServiceTargets.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service's new tasks are healthy in every one of its target groups. Tasks that are still starting, and targets that are
 * not checked yet, stay open. A service without target groups passes once its new tasks run; with a desired count of 0 there is
 * nothing to be told, and it stays open.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html">states and reasons</a>
 */
final class TargetHealthProbe {
    private static final Pattern CODES = Pattern.compile("\\[(\\d{3})[^\\]]*]");

    private final TargetHealths healths;

    TargetHealthProbe(TargetHealths healths) {
        this.healths = healths;
    }

    Answer probe(EcsService service) {
        try {
            return judge(service.service(), healths.read(service));
        } catch (FailureException e) {
            return Answer.open(e.failure().message());
        }
    }

    static Answer judge(String service, ServiceTargets seen) {
        if (seen.desired() == 0) {
            return Answer.open("the desired count of " + service + " is 0: there is no task to be healthy");
        }
        List<Task> running = seen.tasks().stream().filter(Task::running).toList();
        var bad = new ArrayList<String>();
        var open = new ArrayList<String>();
        for (Group group : seen.groups()) {
            for (Task task : running) {
                Answer fares = fares(task, group, seen.revision());
                switch (fares.kind()) {
                    case PASSED, EXCUSED -> {}
                    case OPEN -> open.add(fares.words());
                    case FAILED -> bad.add(fares.words());
                }
            }
        }
        if (!bad.isEmpty()) {
            return Answer.failed(first(bad));
        }
        int wanted = Math.max(seen.desired(), seen.tasks().size());
        if (running.size() < wanted) {
            return Answer.open(running.size() + " of " + wanted + " new tasks of " + service + " are running");
        }
        if (!open.isEmpty()) {
            return Answer.open(first(open));
        }
        return Answer.passed(
                seen.groups().isEmpty()
                        ? service + " has no target groups; its new tasks (" + running.size() + ") are running"
                        : "all new tasks (" + running.size() + ") are healthy in "
                                + seen.groups().stream().map(Group::name).collect(Collectors.joining(", ")));
    }

    private static String first(List<String> words) {
        return words.size() == 1 ? words.getFirst() : words.getFirst() + " (and " + (words.size() - 1) + " more)";
    }

    private static Answer fares(Task task, Group group, String revision) {
        if (task.addresses().isEmpty()) {
            return Answer.open("task " + task.id()
                    + " has no address of its own (its network mode is not awsvpc), so its target in " + group.name()
                    + " can't be told");
        }
        Registered target = target(task, group);
        if (target == null) {
            return Answer.open("task " + task.id() + " is not registered in " + group.name() + " yet");
        }
        String who = "task " + task.id() + " (" + target.address() + ":" + target.port() + ") ";
        String said = said(target);
        return switch (target.state()) {
            case HEALTHY -> Answer.passed(who + "is healthy in " + group.name());
            case INITIAL -> Answer.open(who + "is not checked yet in " + group.name() + said);
            case UNUSED -> Answer.open(who + "is in " + group.name() + ", which no listener uses" + said);
            case DRAINING -> Answer.open(who + "is being taken out of " + group.name() + said);
            case UNAVAILABLE ->
                target.reason().equals("Target.HealthCheckDisabled")
                        ? Answer.passed(who + "is not checked in " + group.name())
                        : Answer.open(who + "has a health in " + group.name() + " that is not known" + said);
            case UNHEALTHY ->
                // The load balancer's own trouble, by its own words.
                target.reason().startsWith("Elb.")
                        ? Answer.open(who + "can't be checked in " + group.name() + said)
                        : Answer.failed(
                                who + "is unhealthy in " + group.name() + ": " + why(group, target, revision) + said);
        };
    }

    /** The task's target, that at its container's port where it has several; null: none. */
    private static @Nullable Registered target(Task task, Group group) {
        List<Registered> own = group.targets().stream()
                .filter(target -> task.addresses().contains(target.address()))
                .toList();
        return own.stream()
                .filter(target -> target.port() == group.containerPort())
                .findFirst()
                .orElse(own.isEmpty() ? null : own.getFirst());
    }

    private static String said(Registered target) {
        return target.reason().isEmpty() ? "" : " (" + target.reason() + ": " + target.description() + ")";
    }

    /** What most likely keeps it from being healthy, in words. */
    private static String why(Group group, Registered target, String revision) {
        Integer healthPort = group.healthPort();
        int port = healthPort == null ? target.port() : healthPort;
        String path = group.healthPath() == null ? "port " + port : group.healthPath() + " at port " + port;
        String what = switch (target.reason()) {
            case "Target.ResponseCodeMismatch" -> "its health check's " + path + answers(group, target, revision);
            case "Target.Timeout" -> "nothing answers in time to its health check's " + path;
            case "Target.FailedHealthChecks" -> "nothing answers its health check's " + path;
            default -> "its health check is " + path;
        };
        return what + ports(group, target, port);
    }

    private static String answers(Group group, Registered target, String revision) {
        Matcher code = CODES.matcher(target.description());
        String expected = group.expects() == null ? "" : ", expected " + group.expects();
        if (!code.find()) {
            return " does not answer as expected" + expected;
        }
        String status = code.group(1);
        String hint = switch (status) {
            case "404", "405" -> ": " + revision + " may have no such route";
            case "401", "403" -> ": it asks for credentials, which a load balancer has not";
            default -> "";
        };
        return " answers " + status + expected + hint;
    }

    /** A service that went back by its task definition alone keeps its target groups' ports of before. */
    private static String ports(Group group, Registered target, int healthPort) {
        if (target.port() != group.containerPort()) {
            return "; it is registered at port " + target.port() + ", the container's port is " + group.containerPort();
        }
        return healthPort == group.containerPort()
                ? ""
                : "; the health check's port " + healthPort + " is not the container's " + group.containerPort();
    }
}
