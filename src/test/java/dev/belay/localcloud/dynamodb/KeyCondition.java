package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A query's key condition: the partition it reads, and which of its sort keys. */
record KeyCondition(Attribute partition, Optional<Condition> sort) {
    static KeyCondition read(String expression, KeySchema schema, Placeholders placeholders) {
        List<Condition> parts = new ArrayList<>();
        flatten(new Expressions("KeyConditionExpression", expression, placeholders).condition(), parts);
        Attribute partition = null;
        Condition sort = null;
        for (Condition part : parts) {
            if (partition == null && equal(part, schema.partition()).isPresent()) {
                partition = equal(part, schema.partition()).get();
            } else if (sort == null
                    && schema.sort().isPresent()
                    && on(part, schema.sort().get())) {
                sort = part;
            } else {
                throw Refusal.invalid("Query key condition not supported");
            }
        }
        if (partition == null) {
            throw Refusal.invalid("Query condition missed key schema element: "
                    + schema.partition().name());
        }
        return new KeyCondition(partition, Optional.ofNullable(sort));
    }

    boolean holds(Document item) {
        return sort.isEmpty() || sort.get().holds(item);
    }

    private static void flatten(Condition condition, List<Condition> parts) {
        if (condition instanceof Condition.And(Condition left, Condition right)) {
            flatten(left, parts);
            flatten(right, parts);
        } else {
            parts.add(condition);
        }
    }

    private static Optional<Attribute> equal(Condition condition, KeySchema.Part part) {
        boolean equals = condition instanceof Condition.Compare(var _, String sign, var _) && sign.equals("=");
        return equals && on(condition, part)
                ? Optional.of(((Operand.Given) ((Condition.Compare) condition).right()).value())
                : Optional.empty();
    }

    /** Whether a condition compares that part of the key with given values, in a way that an index can answer. */
    private static boolean on(Condition condition, KeySchema.Part part) {
        return switch (condition) {
            case Condition.Compare(Operand left, String sign, Operand right) ->
                !sign.equals("<>") && is(left, part) && given(right, part);
            case Condition.Between(Operand value, Operand low, Operand high) ->
                is(value, part) && given(low, part) && given(high, part);
            case Condition.BeginsWith(Operand value, Operand start) -> is(value, part) && given(start, part);
            case Condition.And _,
                    Condition.Or _,
                    Condition.Not _,
                    Condition.In _,
                    Condition.Exists _,
                    Condition.HasType _,
                    Condition.Contains _ -> false;
        };
    }

    private static boolean is(Operand operand, KeySchema.Part part) {
        return operand.equals(new Operand.At(new Path(List.of(new Path.Step.Field(part.name())))));
    }

    private static boolean given(Operand operand, KeySchema.Part part) {
        if (operand instanceof Operand.Given(Attribute value)) {
            if (!value.type().equals(part.type())) {
                throw Refusal.invalidParameter("Condition parameter type does not match schema type");
            }
            return true;
        }
        return false;
    }
}
