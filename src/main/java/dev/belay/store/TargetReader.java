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
            var aws = fields.optional(
                            "aws",
                            "Account and region; what it leaves open is the daemon's.",
                            ComponentReader::aws,
                            AwsScope.DEFAULT)
                    .or(AwsScope.DEFAULT);
            var components = fields.required(
                    "components",
                    "What is managed, by name; each is an ecs service or a site.",
                    given -> ComponentReader.all(given, aws));
            var named = named(fields.at("components").node());
            var order = fields.optional(
                    "order",
                    "Every component once: one after the other going forward, reversed going back. Without it side by side.",
                    given -> order(given, named.all()),
                    List.of());
            var verify = fields.optional(
                    "verify", "Checks that prove a version.", given -> verify(given, named, aws), List.of());
            var soak = fields.optional(
                    "soak",
                    "Verification goes on for this long before the combination counts as known good. PT0S: at once.",
                    Text.DURATION,
                    Target.SOAK);
            var onFailure = fields.optional(
                    "onFailure", "hold: stay; revert: back to the last known good.", ON_FAILURE, OnFailure.HOLD);
            var drift = fields.optional(
                    "drift",
                    "Whether what changed by other hands is put right or reported.",
                    DRIFT,
                    DriftPolicy.CORRECT);
            var announce = fields.optional(
                    "announce", "Who is told.", given -> AnnounceReader.receivers(given, aws), List.of());
            var followUp = fields.optional("followUp", "Where an issue is opened.", AnnounceReader::followUp);
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
        var order = part.once(part.items(component(components, "a component of this target")));
        if (!order.isPresent()) {
            return order;
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
                        Form.told(RecordName.FORM),
                        scalar -> known.contains(scalar.text()) ? scalar.text() : null)
                .guessing(text -> Spelling.nearest(text, known));
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
