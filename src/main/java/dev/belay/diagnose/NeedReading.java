package dev.belay.diagnose;

import dev.belay.diagnose.NeedClues.Presence;
import dev.belay.model.AwsScope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks whether what the pinned revision names is there: images in ECR, secrets, parameters, roles. */
final class NeedReading {
    private final NeedClues clues;
    private final AwsScope scope;
    private final String component;
    private final SortedMap<String, Look<Boolean>> images = new TreeMap<>();
    private final SortedMap<String, Look<Presence>> secrets = new TreeMap<>();
    private final SortedMap<String, Look<Set<String>>> parameters = new TreeMap<>();
    private final SortedMap<String, Look<Boolean>> roles = new TreeMap<>();

    NeedReading(NeedClues clues, AwsScope scope, String component) {
        this.clues = clues;
        this.scope = scope;
        this.component = component;
    }

    void ask(@Nullable Revision revision, Looks looks) {
        if (revision == null) {
            return;
        }
        for (Revision.Container container : revision.containers()) {
            image(container.image(), looks);
            container.secrets().values().forEach(from -> secret(from, looks));
        }
        Stream.of(revision.executionRole(), revision.taskRole()).forEach(role -> role(role, looks));
    }

    private void image(String name, Looks looks) {
        EcrImage image = EcrImage.of(name);
        if (image != null) {
            images.computeIfAbsent(
                    name, key -> looks.at(component + ": the image", () -> clues.hasImage(in(image.region()), image)));
        }
    }

    private void secret(String from, Looks looks) {
        SecretReference reference = SecretReference.of(from);
        AwsScope there = in(reference.region());
        if (reference.parameter()) {
            parameters.computeIfAbsent(
                    from,
                    key -> looks.at(component + ": a parameter", () -> clues.parameters(there, reference.names())));
        } else {
            secrets.computeIfAbsent(
                    from,
                    key -> looks.at(
                            component + ": a secret",
                            () -> clues.secret(there, reference.names().getFirst())));
        }
    }

    private void role(@Nullable String arn, Looks looks) {
        if (arn != null && arn.contains(":role/")) {
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            roles.computeIfAbsent(arn, key -> looks.at(component + ": a role", () -> clues.hasRole(scope, name)));
        }
    }

    private AwsScope in(@Nullable String region) {
        return new AwsScope(region, null, null).or(scope);
    }

    ServiceEvidence.Absent absent() {
        var lost = new TreeMap<String, Presence>();
        secrets.forEach((from, look) -> {
            Presence presence = look.value();
            if (presence != null && presence != Presence.THERE) {
                lost.put(from, presence);
            }
        });
        parameters.forEach((from, look) -> {
            Set<String> there = look.value();
            if (there != null && there.isEmpty()) {
                lost.put(from, Presence.GONE);
            }
        });
        return new ServiceEvidence.Absent(new TreeSet<>(absent(images)), lost, new TreeSet<>(absent(roles)));
    }

    private static List<String> absent(SortedMap<String, Look<Boolean>> looks) {
        return looks.entrySet().stream()
                .filter(look -> Boolean.FALSE.equals(look.getValue().value()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
