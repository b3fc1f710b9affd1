package dev.belay.localcloud.dynamodb;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A value of DynamoDB's type system. Immutable. */
sealed interface Attribute {
    int COLLECTION_OVERHEAD = 3;

    record Text(String value) implements Attribute {}

    /** Trailing zeros stripped, so that equal numbers are equal. */
    record Numeric(BigDecimal value) implements Attribute {}

    record Binary(String base64) implements Attribute {
        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    record Flag(boolean value) implements Attribute {}

    record Null() implements Attribute {}

    record Sequence(List<Attribute> elements) implements Attribute {}

    /** A set.
     *
     * @param type {@code SS}, {@code NS} or {@code BS} */
    record Bag(String type, Set<Attribute> members) implements Attribute {}

    record Document(Map<String, Attribute> fields) implements Attribute {
        static final Document EMPTY = new Document(Map.of());

        /** The size of an item as DynamoDB counts it against 400 KB and the pages of a query. */
        int itemSize() {
            return fields.entrySet().stream()
                    .mapToInt(f -> utf8(f.getKey()).length + f.getValue().size())
                    .sum();
        }
    }

    /** The type's name on the wire. */
    default String type() {
        return switch (this) {
            case Text _ -> "S";
            case Numeric _ -> "N";
            case Binary _ -> "B";
            case Flag _ -> "BOOL";
            case Null _ -> "NULL";
            case Sequence _ -> "L";
            case Bag(String type, var _) -> type;
            case Document _ -> "M";
        };
    }

    /** Bytes, by the rules of "DynamoDB item sizes and formats" in the developer guide. */
    default int size() {
        return switch (this) {
            case Text(String value) -> utf8(value).length;
            case Numeric(BigDecimal value) -> (value.precision() + 1) / 2 + (value.signum() < 0 ? 2 : 1);
            case Binary binary -> binary.bytes().length;
            case Flag _, Null _ -> 1;
            case Sequence(List<Attribute> elements) ->
                COLLECTION_OVERHEAD
                        + elements.stream().mapToInt(e -> 1 + e.size()).sum();
            case Bag(String _, Set<Attribute> members) ->
                members.stream().mapToInt(Attribute::size).sum();
            case Document document -> COLLECTION_OVERHEAD + document.fields().size() + document.itemSize();
        };
    }

    /** How this compares with the other; empty where the types differ or have no order. */
    default OptionalInt compare(Attribute other) {
        if (this instanceof Text(String a) && other instanceof Text(String b)) {
            return OptionalInt.of(Arrays.compareUnsigned(utf8(a), utf8(b)));
        }
        if (this instanceof Numeric(BigDecimal a) && other instanceof Numeric(BigDecimal b)) {
            return OptionalInt.of(a.compareTo(b));
        }
        if (this instanceof Binary a && other instanceof Binary b) {
            return OptionalInt.of(Arrays.compareUnsigned(a.bytes(), b.bytes()));
        }
        return OptionalInt.empty();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
