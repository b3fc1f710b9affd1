package dev.belay.diagnose;

import dev.belay.diagnose.NeedClues.Presence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why tasks do not start: what ECS says of them, confirmed by whether what they need is there. */
final class StartSuspects {
    private final ServiceEvidence seen;
    private final Map<Trouble, List<String>> told = new EnumMap<>(Trouble.class);

    private StartSuspects(ServiceEvidence seen) {
        this.seen = seen;
        seen.tasks().stream().filter(TaskSeen::stopped).forEach(task -> hear(task.told()));
        seen.events().forEach(this::hear);
    }

    static List<Suspect> of(ServiceEvidence seen) {
        var all = new StartSuspects(seen);
        var suspects = new ArrayList<Suspect>();
        all.images().ifPresent(suspects::add);
        all.secrets().ifPresent(suspects::add);
        all.roles().ifPresent(suspects::add);
        all.inactive().ifPresent(suspects::add);
        all.told.forEach((trouble, lines) -> suspects.add(all.suspect(
                trouble.kind(), Certainty.TOLD, trouble.sentence(all.image(trouble), seen.revision()), lines)));
        return suspects;
    }

    private void hear(String line) {
        Trouble trouble = AwsWords.trouble(line);
        if (trouble != null) {
            told.computeIfAbsent(trouble, one -> new ArrayList<>()).add(line);
        }
    }

    /** The registry's own word that an image is gone outweighs how the pull was refused. */
    private Optional<Suspect> images() {
        if (seen.absent().images().isEmpty() || seen.runs()) {
            return Optional.empty();
        }
        String image = seen.absent().images().first();
        List<String> lines = lines(Trouble.IMAGE_MISSING, Trouble.PULL_REFUSED);
        return Optional.of(suspect(
                Kind.IMAGE_MISSING,
                lines.isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                "The image " + image + " of " + seen.revision() + " is not in ECR.",
                and(lines, "ECR has no such image")));
    }

    private Optional<Suspect> secrets() {
        if (seen.absent().secrets().isEmpty() || seen.runs()) {
            return Optional.empty();
        }
        var first = seen.absent().secrets().firstEntry();
        String what = SecretReference.of(first.getKey()).parameter() ? "parameter" : "secret";
        String how = first.getValue() == Presence.DELETED ? " is marked for deletion." : " does not exist.";
        List<String> lines = lines(Trouble.SECRET_MISSING, Trouble.SECRET_REFUSED);
        return Optional.of(suspect(
                Kind.SECRET_MISSING,
                lines.isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                "The " + what + " " + first.getKey() + user(first.getKey()) + how,
                and(
                        lines,
                        seen.absent().secrets().keySet().stream()
                                .map(from -> from + user(from) + " can't be read")
                                .toArray(String[]::new))));
    }

    /** {@code , from which container app of shop-api:3 gets DB_PASSWORD,} */
    private String user(String from) {
        Revision pinned = seen.pinned();
        return (pinned == null ? List.<Revision.Container>of() : pinned.containers())
                .stream()
                        .flatMap(container -> container.secrets().entrySet().stream()
                                .filter(secret -> secret.getValue().equals(from))
                                .map(secret -> ", from which container " + container.name() + " of " + seen.revision()
                                        + " gets " + secret.getKey() + ","))
                        .findFirst()
                        .orElse("");
    }

    private Optional<Suspect> roles() {
        if (seen.absent().roles().isEmpty() || seen.runs()) {
            return Optional.empty();
        }
        String role = seen.absent().roles().first();
        boolean executes = seen.pinned() != null && role.equals(seen.pinned().executionRole());
        List<String> lines = lines(Trouble.ROLE_MISSING);
        return Optional.of(suspect(
                Kind.ROLE_MISSING,
                lines.isEmpty() ? Certainty.LIKELY : Certainty.PROVEN,
                "The " + (executes ? "execution" : "task") + " role " + role + " of " + seen.revision()
                        + " does not exist.",
                and(lines, "IAM has no such role")));
    }

    private Optional<Suspect> inactive() {
        Revision pinned = seen.pinned();
        return pinned == null || pinned.active() || seen.runs()
                ? Optional.empty()
                : Optional.of(suspect(
                        Kind.REVISION_INACTIVE,
                        seen.tasks().isEmpty() ? Certainty.PROVEN : Certainty.POSSIBLE,
                        seen.revision() + " was deregistered, and ECS starts nothing of it.",
                        List.of("its status is INACTIVE")));
    }

    private Suspect suspect(Kind kind, Certainty certainty, String sentence, List<String> lines) {
        return Suspect.of(kind, certainty, seen.component(), sentence, lines);
    }

    private List<String> lines(Trouble... troubles) {
        return Stream.of(troubles)
                .flatMap(trouble -> told.getOrDefault(trouble, List.of()).stream())
                .toList();
    }

    private static List<String> and(List<String> lines, String... more) {
        return Stream.concat(lines.stream().distinct().limit(4), Stream.of(more))
                .toList();
    }

    /** {@code shop-api:3 of container app of shop-api:7}, as far as it is told. */
    private String image(Trouble trouble) {
        Optional<String> name = seen.tasks().stream()
                .flatMap(task -> task.containers().stream())
                .filter(container -> container.reason() != null && AwsWords.trouble(container.reason()) == trouble)
                .map(TaskSeen.Container::name)
                .findFirst();
        Revision pinned = seen.pinned();
        Revision.Container container = name.isEmpty() || pinned == null ? null : pinned.container(name.get());
        return (container == null ? "" : container.image() + " ")
                + name.map(one -> "of container " + one + " ").orElse("")
                + "of " + seen.revision();
    }
}
