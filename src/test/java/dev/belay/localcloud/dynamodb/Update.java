package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Bag;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Numeric;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an update expression does to an item. All its values are those from before the update. */
record Update(List<Action> actions) {
    sealed interface Action {
        Path path();

        record Assign(Path path, Term value) implements Action {}

        record Remove(Path path) implements Action {}

        record Add(Path path, Attribute value) implements Action {}

        record Delete(Path path, Attribute value) implements Action {}
    }

    /** The right side of a SET. */
    sealed interface Term {
        record Value(Operand operand) implements Term {}

        record IfNotExists(Path path, Term otherwise) implements Term {}

        record Append(Term left, Term right) implements Term {}

        record Plus(Term left, Term right) implements Term {}

        record Minus(Term left, Term right) implements Term {}
    }

    List<Path> paths() {
        return actions.stream().map(Action::path).toList();
    }

    Document applied(Document before) {
        Document after = before;
        for (Action action : actions) {
            after = Documents.with(after, action.path(), outcome(action, before));
        }
        return after;
    }

    private static Optional<Attribute> outcome(Action action, Document before) {
        return switch (action) {
            case Action.Assign(Path _, Term value) -> Optional.of(value(value, before));
            case Action.Remove _ -> Optional.empty();
            case Action.Add(Path path, Attribute value) -> Optional.of(added(path.in(before), value));
            case Action.Delete(Path path, Attribute value) -> deleted(path.in(before), value);
        };
    }

    private static Attribute value(Term term, Document before) {
        return switch (term) {
            case Term.Value(Operand operand) ->
                operand.in(before)
                        .orElseThrow(() -> Refusal.invalid(
                                "The provided expression refers to an attribute that does not exist in the item"));
            case Term.IfNotExists(Path path, Term otherwise) -> {
                Optional<Attribute> found = path.in(before);
                yield found.isPresent() ? found.get() : value(otherwise, before);
            }
            case Term.Append(Term left, Term right) -> {
                List<Attribute> all = new ArrayList<>(elements(value(left, before)));
                all.addAll(elements(value(right, before)));
                yield new Sequence(all);
            }
            case Term.Plus(Term left, Term right) ->
                numeric(number(value(left, before)).add(number(value(right, before))));
            case Term.Minus(Term left, Term right) ->
                numeric(number(value(left, before)).subtract(number(value(right, before))));
        };
    }

    private static Attribute added(Optional<Attribute> before, Attribute value) {
        if (value instanceof Numeric(BigDecimal more)) {
            return numeric(before.map(Update::number).orElse(BigDecimal.ZERO).add(more));
        }
        Bag more = bag(value);
        Set<Attribute> members = new LinkedHashSet<>();
        before.ifPresent(b -> members.addAll(sameType(bag(b), more).members()));
        members.addAll(more.members());
        return new Bag(more.type(), members);
    }

    private static Optional<Attribute> deleted(Optional<Attribute> before, Attribute value) {
        Bag less = bag(value);
        Set<Attribute> members = new LinkedHashSet<>();
        before.ifPresent(b -> members.addAll(sameType(bag(b), less).members()));
        members.removeAll(less.members());
        return members.isEmpty() ? Optional.empty() : Optional.of(new Bag(less.type(), members));
    }

    private static BigDecimal number(Attribute value) {
        if (value instanceof Numeric(BigDecimal number)) {
            return number;
        }
        throw wrongType();
    }

    private static Numeric numeric(BigDecimal number) {
        return new Numeric(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }

    private static List<Attribute> elements(Attribute value) {
        if (value instanceof Sequence(List<Attribute> elements)) {
            return elements;
        }
        throw wrongType();
    }

    private static Bag bag(Attribute value) {
        if (value instanceof Bag bag) {
            return bag;
        }
        throw wrongType();
    }

    private static Bag sameType(Bag bag, Bag other) {
        if (!bag.type().equals(other.type())) {
            throw wrongType();
        }
        return bag;
    }

    private static Refusal wrongType() {
        return Refusal.invalid("An operand in the update expression has an incorrect data type");
    }
}
