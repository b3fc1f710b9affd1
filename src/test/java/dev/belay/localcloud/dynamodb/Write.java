package dev.belay.localcloud.dynamodb;

import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One write or condition check, read and validated but not done yet.
 *
 * @param effect from the item that is there to the one that shall be
 * @param touched the paths that an update names; none for other writes
 * @param showsItem whether a failed condition shows the item that is there
 */
record Write(
        Table table,
        Key key,
        Optional<Condition> condition,
        UnaryOperator<Optional<Document>> effect,
        List<Path> touched,
        boolean showsItem) {
    private static final Set<String> CONDITIONAL = Set.of(
            "TableName",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");

    static Write put(Call call, Tables tables) {
        Document item = call.only(with("Item", "ReturnValues")).item("Item");
        Table table = tables.named(call.required("TableName"));
        Key key = table.schema.ofItem(item);
        Table.refuseTooLarge(item, "Item size has exceeded the maximum allowed size");
        return write(call, table, key, call.placeholders(), _ -> Optional.of(item), List.of());
    }

    static Write delete(Call call, Tables tables) {
        Table table = tables.named(call.only(with("Key", "ReturnValues")).required("TableName"));
        Key key = table.schema.ofKey(call.item("Key"));
        return write(call, table, key, call.placeholders(), _ -> Optional.empty(), List.of());
    }

    static Write check(Call call, Tables tables) {
        Table table = tables.named(call.only(with("Key")).required("TableName"));
        call.required("ConditionExpression");
        Key key = table.schema.ofKey(call.item("Key"));
        return write(call, table, key, call.placeholders(), UnaryOperator.identity(), List.of());
    }

    static Write update(Call call, Tables tables) {
        Table table = tables.named(
                call.only(with("Key", "UpdateExpression", "ReturnValues")).required("TableName"));
        Document key = call.item("Key");
        Placeholders placeholders = call.placeholders();
        Update update = call.text("UpdateExpression")
                .map(u -> UpdateExpression.read(u, placeholders))
                .orElse(new Update(List.of()));
        update.paths().stream()
                .map(Path::top)
                .filter(table.schema.names()::contains)
                .forEach(name -> {
                    throw Refusal.invalidParameter(
                            "Cannot update attribute " + name + ". This attribute is part of the key");
                });
        UnaryOperator<Optional<Document>> effect = before -> {
            Document after = update.applied(before.orElse(key));
            Table.refuseTooLarge(after, "Item size to update has exceeded the maximum allowed size");
            return Optional.of(after);
        };
        return write(call, table, table.schema.ofKey(key), placeholders, effect, update.paths());
    }

    private static Write write(
            Call call,
            Table table,
            Key key,
            Placeholders placeholders,
            UnaryOperator<Optional<Document>> effect,
            List<Path> touched) {
        Optional<Condition> condition = call.text("ConditionExpression")
                .map(c -> new Expressions("ConditionExpression", c, placeholders).condition());
        placeholders.refuseUnused();
        boolean shows = call.oneOf("ReturnValuesOnConditionCheckFailure", "NONE", "ALL_OLD")
                .equals("ALL_OLD");
        return new Write(table, key, condition, effect, touched, shows);
    }

    private static Set<String> with(String... more) {
        Set<String> all = new java.util.HashSet<>(CONDITIONAL);
        all.addAll(List.of(more));
        return all;
    }

    Optional<Document> before() {
        return table.find(key);
    }

    /** Whether the condition, if there is one, is met by what is there now. */
    boolean allowed() {
        return condition.isEmpty() || condition.get().holds(before().orElse(Document.EMPTY));
    }

    /** What a failed condition shows of the item that is there. */
    Optional<Document> shown() {
        return showsItem ? before() : Optional.empty();
    }

    /** What is there afterwards; throws and changes nothing where the effect can't be had. */
    Optional<Document> after() {
        return effect.apply(before());
    }
}
