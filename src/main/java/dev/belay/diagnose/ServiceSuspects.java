package dev.belay.diagnose;

import dev.belay.model.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All that may be wrong with a service. */
final class ServiceSuspects {
    private ServiceSuspects() {}

    static List<Suspect> of(ServiceEvidence seen) {
        var suspects = new ArrayList<Suspect>();
        suspects.addAll(StartSuspects.of(seen));
        suspects.addAll(CrashSuspects.of(seen));
        suspects.addAll(HealthSuspects.of(seen));
        refused(seen).ifPresent(suspects::add);
        nothingWanted(seen).ifPresent(suspects::add);
        rolledBack(seen).ifPresent(suspects::add);
        if (suspects.isEmpty()) {
            notHealthy(seen).ifPresent(suspects::add);
        }
        return suspects;
    }

    private static Optional<Suspect> refused(ServiceEvidence seen) {
        return switch (seen.refused()) {
            case Failure.Denied(String message) -> Optional.of(refused(seen, message));
            case Failure.Throttled(String message) -> Optional.of(refused(seen, message));
            case null -> Optional.empty();
            case Failure.NotFound f -> Optional.empty();
            case Failure.Conflict f -> Optional.empty();
            case Failure.Unavailable f -> Optional.empty();
            case Failure.Invalid f -> Optional.empty();
        };
    }

    private static Suspect refused(ServiceEvidence seen, String message) {
        return Suspect.of(
                Kind.CALLS_REFUSED,
                Certainty.LIKELY,
                seen.component(),
                "AWS does not let Belay look at the service.",
                List.of(message));
    }

    private static Optional<Suspect> nothingWanted(ServiceEvidence seen) {
        return seen.service() == null || seen.service().desired() > 0
                ? Optional.empty()
                : Optional.of(Suspect.of(
                        Kind.NOTHING_WANTED,
                        Certainty.TOLD,
                        seen.component(),
                        "The service's desired count is 0, so that no task is started.",
                        List.of("desired count 0")));
    }

    private static Optional<Suspect> rolledBack(ServiceEvidence seen) {
        String ours = seen.part().deployment();
        String revision = seen.part().revision();
        if (seen.service() == null || ours == null) {
            return Optional.empty();
        }
        Optional<ServiceSeen.Deployment> primary = seen.service().deployments().stream()
                .filter(ServiceSeen.Deployment::primary)
                .findFirst();
        Optional<ServiceSeen.Deployment> failed = seen.service().deployments().stream()
                .filter(deployment -> deployment.id().equals(ours) && "FAILED".equals(deployment.state()))
                .findFirst();
        boolean replaced = primary.isPresent()
                && !primary.get().id().equals(ours)
                && !primary.get().revision().equals(revision);
        if (!replaced || (failed.isEmpty() && !said(seen))) {
            return Optional.empty();
        }
        var evidence = new ArrayList<String>();
        failed.map(ServiceSeen.Deployment::reason)
                .filter(Objects::nonNull)
                .ifPresent(reason -> evidence.add("deployment " + ours + ": " + reason));
        seen.events().stream().filter(event -> event.contains("roll")).forEach(evidence::add);
        return Optional.of(Suspect.of(
                        Kind.ROLLED_BACK_BY_ECS,
                        Certainty.SYMPTOM,
                        seen.component(),
                        "ECS gave the deployment of " + seen.revision() + " up and went back to "
                                + Revision.name(primary.get().revision()) + ".",
                        evidence)
                .with(seen.log(null, null)));
    }

    private static boolean said(ServiceEvidence seen) {
        return seen.events().stream()
                .anyMatch(event -> event.contains("deployment failed") || event.contains("rolling back"));
    }

    /** What is left to say where nothing explains it, and something was begun. */
    private static Optional<Suspect> notHealthy(ServiceEvidence seen) {
        boolean begun = seen.part().deployment() != null || !seen.tasks().isEmpty();
        if (seen.service() == null || seen.healthy() || !begun) {
            return Optional.empty();
        }
        var evidence = new ArrayList<String>();
        seen.service()
                .deployments()
                .forEach(deployment -> evidence.add(
                        "deployment " + deployment.id() + " of " + Revision.name(deployment.revision()) + ": "
                                + deployment.running() + " running, " + deployment.failedTasks() + " failed"
                                + (deployment.reason() == null ? "" : ", " + deployment.reason())));
        seen.tasks().stream()
                .limit(3)
                .forEach(task -> evidence.add("task " + task.id() + " is " + task.lastStatus()
                        + (task.told().isEmpty() ? "" : ": " + task.told())));
        seen.events().stream().limit(3).forEach(evidence::add);
        return Optional.of(Suspect.of(
                        Kind.TASKS_NOT_HEALTHY,
                        Certainty.SYMPTOM,
                        seen.component(),
                        "The tasks of " + seen.revision()
                                + " did not get healthy, and nothing that was looked at says why.",
                        evidence)
                .with(seen.log(null, null)));
    }
}
