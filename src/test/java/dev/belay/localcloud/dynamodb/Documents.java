package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import dev.belay.localcloud.dynamodb.Path.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies of documents with one part changed, or with some parts only. */
final class Documents {
    private Documents() {}

    /** With that value at the path; without one, with nothing there. */
    static Document with(Document item, Path path, Optional<Attribute> value) {
        return (Document) changed(item, path.steps(), value);
    }

    private static Attribute changed(Attribute at, List<Step> steps, Optional<Attribute> value) {
        Step step = steps.getFirst();
        List<Step> rest = steps.subList(1, steps.size());
        Optional<Attribute> then = rest.isEmpty()
                ? value
                : Optional.of(changed(step.from(at).orElseThrow(Documents::noSuchPath), rest, value));
        if (step instanceof Step.Field(String name) && at instanceof Document(var fields)) {
            Map<String, Attribute> copy = new LinkedHashMap<>(fields);
            copy.remove(name);
            then.ifPresent(v -> copy.put(name, v));
            return new Document(Collections.unmodifiableMap(copy));
        }
        if (step instanceof Step.Index(int index) && at instanceof Sequence(var elements)) {
            List<Attribute> copy = new ArrayList<>(elements);
            if (index < copy.size()) {
                copy.remove(index);
            }
            then.ifPresent(v -> copy.add(Math.min(index, copy.size()), v));
            return new Sequence(Collections.unmodifiableList(copy));
        }
        throw noSuchPath();
    }

    private static Refusal noSuchPath() {
        return Refusal.invalid("The document path provided in the update expression is invalid for update");
    }

    /** The parts that the paths lead to, in the shape of the whole; list elements close up. */
    static Document projected(Document item, List<Path> paths) {
        return (Document)
                projected(item, paths.stream().map(Path::steps).toList(), true).orElse(Document.EMPTY);
    }

    private static Optional<Attribute> projected(Attribute at, List<List<Step>> paths, boolean top) {
        if (paths.stream().anyMatch(List::isEmpty)) {
            return Optional.of(at);
        }
        return switch (at) {
            case Document(var fields) -> {
                Map<String, Attribute> kept = new LinkedHashMap<>();
                fields.forEach((name, value) ->
                        below(value, new Step.Field(name), paths).ifPresent(v -> kept.put(name, v)));
                yield top || !kept.isEmpty() ? Optional.of(new Document(kept)) : Optional.empty();
            }
            case Sequence(var elements) -> {
                List<Attribute> kept = new ArrayList<>();
                for (int i = 0; i < elements.size(); i++) {
                    below(elements.get(i), new Step.Index(i), paths).ifPresent(kept::add);
                }
                yield kept.isEmpty() ? Optional.empty() : Optional.of(new Sequence(kept));
            }
            case Attribute.Text _,
                    Attribute.Numeric _,
                    Attribute.Binary _,
                    Attribute.Flag _,
                    Attribute.Null _,
                    Attribute.Bag _ -> Optional.empty();
        };
    }

    private static Optional<Attribute> below(Attribute value, Step step, List<List<Step>> paths) {
        List<List<Step>> on = paths.stream()
                .filter(p -> p.getFirst().equals(step))
                .map(p -> p.subList(1, p.size()))
                .toList();
        return on.isEmpty() ? Optional.empty() : projected(value, on, false);
    }
}
