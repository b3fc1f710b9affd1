package dev.belay.ecs;

import dev.belay.model.AwsScope;
import dev.belay.model.Ordered;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the secrets, parameters and roles that a revision names are there. Never reads a value. */
final class ValueInspection {
    private final Surroundings surroundings;
    private final AwsScope scope;
    private final String account;
    private final Inspection inspection;

    /** @param account the service's */
    ValueInspection(Surroundings surroundings, AwsScope scope, String account, Inspection inspection) {
        this.surroundings = surroundings;
        this.scope = scope;
        this.account = account;
        this.inspection = inspection;
    }

    void values(SequencedMap<ValueSource, List<String>> values) {
        Map<String, Surroundings.@Nullable Secret> known = new HashMap<>();
        var parameters = new TreeMap<String, SequencedMap<ValueSource.Parameter, List<String>>>();
        values.forEach((source, users) -> {
            switch (source) {
                case ValueSource.Secret secret -> secret(secret, users, known);
                case ValueSource.Parameter parameter -> {
                    if (parameter.account() != null && !parameter.account().equals(account)) {
                        inspection.untold("whether " + used(source, users) + " resolves: it is of account "
                                + parameter.account());
                    } else {
                        String region = parameter.region() == null ? "" : parameter.region();
                        parameters
                                .computeIfAbsent(region, r -> new LinkedHashMap<>())
                                .put(parameter, users);
                    }
                }
            }
        });
        parameters.forEach(this::parameters);
    }

    private static String used(ValueSource source, List<String> users) {
        return source.name() + " (" + String.join(", ", users) + ")";
    }

    private void secret(
            ValueSource.Secret secret, List<String> users, Map<String, Surroundings.@Nullable Secret> known) {
        String used = used(secret, users);
        if (known.containsKey(secret.id())) {
            judge(secret, used, known.get(secret.id()));
            return;
        }
        inspection.<Surroundings.@Nullable Secret>ask(
                "Secrets Manager",
                "whether " + used + " resolves",
                () -> surroundings.secret(at(region(secret.id())), secret.id()),
                it -> {
                    known.put(secret.id(), it);
                    judge(secret, used, it);
                });
    }

    private void judge(ValueSource.Secret secret, String used, Surroundings.@Nullable Secret it) {
        if (it == null) {
            inspection.problem(used + " does not exist: no task would start");
        } else if (it.deletion() != null) {
            inspection.problem(used + " is marked for deletion, which makes it unreadable: restore it");
        } else if (secret.version() != null && !it.versions().containsKey(secret.version())) {
            inspection.problem(used + " has no version " + secret.version());
        } else if (secret.stage() != null
                && it.versions().values().stream().noneMatch(stages -> stages.contains(secret.stage()))) {
            inspection.problem(used + " has no version " + secret.stage());
        }
    }

    private void parameters(String region, SequencedMap<ValueSource.Parameter, List<String>> parameters) {
        SortedSet<String> names = new TreeSet<>();
        parameters.keySet().forEach(parameter -> names.addAll(parameter.names()));
        inspection.ask(
                "Systems Manager",
                "whether "
                        + String.join(
                                ", ",
                                parameters.keySet().stream()
                                        .map(ValueSource.Parameter::name)
                                        .toList())
                        + " resolve",
                () -> surroundings.parameters(at(region), Ordered.sorted(names)),
                there -> parameters.forEach((parameter, users) -> {
                    if (Collections.disjoint(parameter.names(), there)) {
                        inspection.problem(used(parameter, users) + " does not exist: no task would start");
                    }
                }));
    }

    void role(String what, String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        inspection.<@Nullable String>ask(
                "IAM", "whether the " + what + " " + arn + " is there", () -> surroundings.role(scope, name), found -> {
                    if (found == null) {
                        inspection.problem("the " + what + " " + arn + " does not exist: no task would start");
                    } else if (arn.startsWith("arn:") && !found.equals(arn)) {
                        inspection.problem("the " + what + " " + arn + " does not exist, only " + found);
                    }
                });
    }

    private AwsScope at(String region) {
        return region.isEmpty() ? scope : new AwsScope(region, null, null).or(scope);
    }

    private static String region(String id) {
        return id.startsWith("arn:") ? id.split(":", 5)[3] : "";
    }
}
