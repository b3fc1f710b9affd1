package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Bag;
import dev.belay.localcloud.dynamodb.Attribute.Binary;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import dev.belay.localcloud.dynamodb.Attribute.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a condition or filter expression says, ready to be asked of an item. */
sealed interface Condition {
    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /**
     * A comparison.
     *
     * @param comparator one of {@code = <> < <= > >=}
     */
    record Compare(Operand left, String comparator, Operand right) implements Condition {}

    record Between(Operand value, Operand low, Operand high) implements Condition {}

    record In(Operand value, List<Operand> among) implements Condition {}

    record Exists(Path path) implements Condition {}

    record HasType(Path path, Operand type) implements Condition {}

    record BeginsWith(Operand value, Operand start) implements Condition {}

    record Contains(Operand value, Operand part) implements Condition {}

    /** Whether the item, which may be the empty one that stands for none, meets the condition. */
    default boolean holds(Document item) {
        return switch (this) {
            case And(Condition left, Condition right) -> left.holds(item) && right.holds(item);
            case Or(Condition left, Condition right) -> left.holds(item) || right.holds(item);
            case Not(Condition condition) -> !condition.holds(item);
            case Compare(Operand left, String comparator, Operand right) ->
                compare(left.in(item), comparator, right.in(item));
            case Between(Operand value, Operand low, Operand high) ->
                compare(low.in(item), "<=", value.in(item)) && compare(value.in(item), "<=", high.in(item));
            case In(Operand value, List<Operand> among) ->
                among.stream().anyMatch(a -> compare(value.in(item), "=", a.in(item)));
            case Exists(Path path) -> path.in(item).isPresent();
            case HasType(Path path, Operand type) ->
                path.in(item).map(v -> new Text(v.type())).equals(type.in(item));
            case BeginsWith(Operand value, Operand start) -> both(value.in(item), start.in(item), Condition::begins);
            case Contains(Operand value, Operand part) -> both(value.in(item), part.in(item), Condition::contains);
        };
    }

    /** A value that is missing, or of another type, is unequal to every value and has no order with any. */
    private static boolean compare(Optional<Attribute> left, String comparator, Optional<Attribute> right) {
        boolean equal = left.isPresent() && left.equals(right);
        OptionalInt order =
                left.isPresent() && right.isPresent() ? left.get().compare(right.get()) : OptionalInt.empty();
        return switch (comparator) {
            case "=" -> equal;
            case "<>" -> !equal;
            case "<" -> order.isPresent() && order.getAsInt() < 0;
            case "<=" -> order.isPresent() && order.getAsInt() <= 0;
            case ">" -> order.isPresent() && order.getAsInt() > 0;
            case ">=" -> order.isPresent() && order.getAsInt() >= 0;
            default -> throw new IllegalStateException("Not a comparator: " + comparator);
        };
    }

    private static boolean both(
            Optional<Attribute> left,
            Optional<Attribute> right,
            java.util.function.BiPredicate<Attribute, Attribute> test) {
        return left.isPresent() && right.isPresent() && test.test(left.get(), right.get());
    }

    private static boolean begins(Attribute value, Attribute start) {
        if (value instanceof Text(String text) && start instanceof Text(String begin)) {
            return text.startsWith(begin);
        }
        return value instanceof Binary all
                && start instanceof Binary begin
                && all.bytes().length >= begin.bytes().length
                && Arrays.equals(Arrays.copyOf(all.bytes(), begin.bytes().length), begin.bytes());
    }

    private static boolean contains(Attribute value, Attribute part) {
        return switch (value) {
            case Text(String text) -> part instanceof Text(String wanted) && text.contains(wanted);
            case Sequence(List<Attribute> elements) -> elements.contains(part);
            case Bag(String _, var members) -> members.contains(part);
            case Binary _, Document _, Attribute.Numeric _, Attribute.Flag _, Attribute.Null _ -> false;
        };
    }
}
