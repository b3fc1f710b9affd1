package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Bag;
import dev.belay.localcloud.dynamodb.Attribute.Binary;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import dev.belay.localcloud.dynamodb.Attribute.Numeric;
import dev.belay.localcloud.dynamodb.Attribute.Sequence;
import dev.belay.localcloud.dynamodb.Attribute.Text;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/** One side of a comparison: a part of the item, a given value, or the size of a part. */
sealed interface Operand {
    record At(Path path) implements Operand {}

    record Given(Attribute value) implements Operand {}

    record SizeOf(Path path) implements Operand {}

    /** The value for that item; empty where the item has no such part. */
    default Optional<Attribute> in(Document item) {
        return switch (this) {
            case At(Path path) -> path.in(item);
            case Given(Attribute value) -> Optional.of(value);
            case SizeOf(Path path) ->
                path.in(item).flatMap(v -> size(v).stream().boxed().findFirst()).map(size -> new Numeric(plain(size)));
        };
    }

    private static BigDecimal plain(int size) {
        return size == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(size).stripTrailingZeros();
    }

    private static OptionalInt size(Attribute value) {
        return switch (value) {
            case Text(String text) -> OptionalInt.of(text.codePointCount(0, text.length()));
            case Binary binary -> OptionalInt.of(binary.bytes().length);
            case Sequence(var elements) -> OptionalInt.of(elements.size());
            case Document(var fields) -> OptionalInt.of(fields.size());
            case Bag(String _, var members) -> OptionalInt.of(members.size());
            case Numeric _, Attribute.Flag _, Attribute.Null _ -> OptionalInt.empty();
        };
    }
}
