package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Target;
import dev.belay.model.Target.DriftPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Reads the spec of a target. */
final class TargetReader {
    private static final Text<DriftPolicy> DRIFT = Text.choice(words(DriftPolicy.CORRECT, DriftPolicy.REPORT));

    private TargetReader() {}

    static Read<Function<Metadata, Target>> read(Part part) {
        return part.object(fields -> {
            var aws = fields.optional("aws", ComponentReader::aws, AwsScope.DEFAULT);
            var components =
                    fields.required("components", given -> ComponentReader.all(given, aws.or(AwsScope.DEFAULT)));
            var kinds = kinds(fields.at("components").node());
            var order = fields.optional("order", given -> order(given, kinds), List.of());
            var verify = fields.optional("verify", given -> verify(given, kinds), List.of());
            var drift = fields.optional("drift", DRIFT, DriftPolicy.CORRECT);
            fields.later("soak", "onFailure", "announce", "followUp");
            return fields.done(() -> metadata -> new Target(
                    metadata,
                    components.get(),
                    order.get(),
                    verify.get(),
                    Target.SOAK,
                    Target.OnFailure.HOLD,
                    drift.get(),
                    List.of(),
                    null));
        });
    }

    /** The components as far as they can be told, and whether each is a site: also when there is something wrong with them. */
    private static Map<String, Boolean> kinds(Node components) {
        var kinds = new LinkedHashMap<String, Boolean>();
        if (components instanceof Node.Mapping mapping) {
            for (var entry : mapping.entries()) {
                boolean site = entry.value() instanceof Node.Mapping component
                        && component.entries().stream()
                                .anyMatch(field -> field.key().equals("site"));
                kinds.put(entry.key(), site);
            }
        }
        return kinds;
    }

    private static Read<List<String>> order(Part part, Map<String, Boolean> kinds) {
        var order = part.items(component(kinds.keySet().stream().toList(), "a component of this target"));
        if (!order.isPresent() || !Names.unique(part, order.get())) {
            return Read.nothing();
        }
        var missing = kinds.keySet().stream()
                .filter(name -> !order.get().contains(name))
                .toList();
        return missing.isEmpty()
                ? order
                : part.fail("an order without " + String.join(", ", missing), "every component once");
    }

    private static Read<List<Check>> verify(Part part, Map<String, Boolean> kinds) {
        var sites = kinds.keySet().stream().filter(name -> kinds.get(name)).toList();
        var checks = part.items(check -> CheckReader.read(check, component(sites, "a site of this target")));
        if (!checks.isPresent()) {
            return checks;
        }
        var names = checks.get().stream().map(Check::name).toList();
        return Names.unique(part, names) ? checks : Read.nothing();
    }

    private static Text<String> component(List<String> known, String what) {
        return new Text<>(
                known.isEmpty() ? what : what + ": " + String.join(", ", known),
                scalar -> known.contains(scalar.text()) ? scalar.text() : null,
                text -> Spelling.nearest(text, known));
    }

    /** The words of an enum, as records write them. */
    @SafeVarargs
    static <E extends Enum<E>> SequencedMap<String, E> words(E... values) {
        var words = new LinkedHashMap<String, E>();
        for (E value : values) {
            words.put(word(value), value);
        }
        return Ordered.copy(words);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
