package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A document path, such as {@code spec.components[2].name}; its first step is a field. */
record Path(List<Step> steps) {
    sealed interface Step {
        record Field(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        record Index(int at) implements Step {
            @Override
            public String toString() {
                return "[" + at + "]";
            }
        }

        /** What this step leads to. */
        default Optional<Attribute> from(Attribute value) {
            return switch (this) {
                case Field(String name)
                when value instanceof Document(Map<String, Attribute> fields) -> Optional.ofNullable(fields.get(name));
                case Index(int at)
                when value instanceof Sequence(List<Attribute> elements) && at < elements.size() ->
                    Optional.of(elements.get(at));
                case Field _, Index _ -> Optional.empty();
            };
        }
    }

    Optional<Attribute> in(Document item) {
        Optional<Attribute> at = Optional.of(item);
        for (Step step : steps) {
            at = at.flatMap(step::from);
        }
        return at;
    }

    /** The attribute of the item that the path begins at. */
    String top() {
        return steps.getFirst().toString();
    }

    boolean overlaps(Path other) {
        int common = Math.min(steps.size(), other.steps.size());
        return steps.subList(0, common).equals(other.steps.subList(0, common));
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
