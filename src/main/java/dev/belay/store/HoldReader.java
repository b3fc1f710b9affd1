package dev.belay.store;

import dev.belay.model.Hold;
import dev.belay.model.Metadata;
import dev.belay.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the spec of a hold. */
final class HoldReader {
    private static final Text<Hold.Mode> MODE = Text.choice(TargetReader.words(Hold.Mode.FREEZE, Hold.Mode.SUSPEND));

    private HoldReader() {}

    static Read<Function<Metadata, Hold>> read(Part part) {
        return part.object(fields -> {
            fields.exactlyOneOf("targets", "labels");
            var targets = fields.optional(
                    "targets", "Names of the targets that are held, or patterns with *.", HoldReader::targets);
            var labels = fields.optional("labels", "Labels, all of which a held target carries.", HoldReader::labels);
            var mode = fields.required(
                    "mode",
                    "freeze: moves to a known-good combination go through, others wait, drift is corrected. suspend: no action at all.",
                    MODE);
            var reason = fields.optional("reason", "Why, for everybody whom it stops.", Text.MAYBE_EMPTY);
            var by = fields.optional("by", "Who holds.", Text.MAYBE_EMPTY);
            var until =
                    fields.optional("until", "When it ends by itself. Without it, when it is deleted.", Text.INSTANT);
            return fields.done(() -> metadata -> new Hold(
                    metadata,
                    targets.or(List.of()),
                    labels.or(new TreeMap<>()),
                    mode.get(),
                    reason.orNull(),
                    by.orNull(),
                    until.orNull()));
        });
    }

    /** Names and patterns of the targets that are held. */
    static Read<List<String>> targets(Part part) {
        return part.some(part.items(Names.PATTERN), List::isEmpty, "no targets", "at least one name or pattern");
    }

    /** Labels that a held target carries. */
    static Read<SortedMap<String, String>> labels(Part part) {
        var labels = part.some(
                part.entries(Names.LABEL_KEY, Names.LABEL_VALUE), Map::isEmpty, "no labels", "at least one label");
        return labels.isPresent() ? Read.of(Ordered.sorted(labels.get())) : Read.nothing();
    }

    /** What can still be told of whom an invalid hold means. */
    static InvalidHold meant(Entry.Invalid<Hold> entry, @Nullable Node tree) {
        var targets = part(tree, "targets");
        var labels = part(tree, "labels");
        var names = targets == null ? List.<String>of() : targets(targets).or(List.of());
        SortedMap<String, String> values =
                labels == null ? new TreeMap<>() : labels(labels).or(new TreeMap<>());
        // Of two ways to say whom, a half that can't be read could have meant anyone.
        boolean unclear = (targets != null && names.isEmpty()) || (labels != null && values.isEmpty());
        return unclear ? new InvalidHold(entry, List.of(), new TreeMap<>()) : new InvalidHold(entry, names, values);
    }

    private static @Nullable Part part(@Nullable Node tree, String field) {
        Node node = Trees.find(tree, "spec", field);
        return node == null ? null : new Given("spec." + field, node, new Problems(""));
    }
}
