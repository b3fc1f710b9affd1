package dev.belay.store;

import dev.belay.model.AwsScope;
import dev.belay.model.Check;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import dev.belay.model.Target;
import dev.belay.model.Target.DriftPolicy;
import dev.belay.model.Target.OnFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.Function;

/** Reads the spec of a target. */
final class TargetReader {
    private static final Text<DriftPolicy> DRIFT = Text.choice(words(DriftPolicy.CORRECT, DriftPolicy.REPORT));

    private static final Text<OnFailure> ON_FAILURE = Text.choice(words(OnFailure.HOLD, OnFailure.REVERT));

    private TargetReader() {}

    /** The components as far as they can be told: also when there is something wrong with them. */
    private record Named(List<String> all, List<String> services, List<String> sites) {}

    static Read<Function<Metadata, Target>> read(Part part) {
        return part.object(fields -> {
            var aws = fields.optional("aws", ComponentReader::aws, AwsScope.DEFAULT)
                    .or(AwsScope.DEFAULT);
            var components = fields.required("components", given -> ComponentReader.all(given, aws));
            var named = named(fields.at("components").node());
            var order = fields.optional("order", given -> order(given, named.all()), List.of());
            var verify = fields.optional("verify", given -> verify(given, named, aws), List.of());
            var soak = fields.optional("soak", Text.DURATION, Target.SOAK);
            var onFailure = fields.optional("onFailure", ON_FAILURE, OnFailure.HOLD);
            var drift = fields.optional("drift", DRIFT, DriftPolicy.CORRECT);
            var announce = fields.optional("announce", given -> AnnounceReader.receivers(given, aws), List.of());
            var followUp = fields.optional("followUp", AnnounceReader::followUp);
            return fields.done(() -> metadata -> new Target(
                    metadata,
                    components.get(),
                    order.get(),
                    verify.get(),
                    soak.get(),
                    onFailure.get(),
                    drift.get(),
                    announce.get(),
                    followUp.orNull()));
        });
    }

    private static Named named(Node components) {
        var all = new ArrayList<String>();
        var services = new ArrayList<String>();
        var sites = new ArrayList<String>();
        if (components instanceof Node.Mapping mapping) {
            for (var entry : mapping.entries()) {
                all.add(entry.key());
                if (Trees.find(entry.value(), "ecs") != null) {
                    services.add(entry.key());
                }
                if (Trees.find(entry.value(), "site") != null) {
                    sites.add(entry.key());
                }
            }
        }
        return new Named(all, services, sites);
    }

    private static Read<List<String>> order(Part part, List<String> components) {
        var order = part.items(component(components, "a component of this target"));
        if (!order.isPresent() || !Names.unique(part, order.get())) {
            return Read.nothing();
        }
        var missing =
                components.stream().filter(name -> !order.get().contains(name)).toList();
        return missing.isEmpty()
                ? order
                : part.fail("an order without " + String.join(", ", missing), "every component once");
    }

    private static Read<List<Check>> verify(Part part, Named named, AwsScope aws) {
        var target = new CheckReader.Surroundings(
                component(named.sites(), "a site of this target"),
                component(named.services(), "an ecs service of this target"),
                aws);
        var checks = part.items(check -> CheckReader.read(check, target));
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
