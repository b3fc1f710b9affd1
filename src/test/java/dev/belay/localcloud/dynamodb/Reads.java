package dev.belay.localcloud.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.localcloud.dynamodb.Attribute.Document;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads: one item, many, or pages of them. Not thread-safe: the simulator's lock guards them. */
final class Reads {
    private static final int LARGEST_PAGE = 1024 * 1024;
    private static final int LARGEST_BATCH = 16 * 1024 * 1024;
    private static final int MOST_KEYS = 100;
    private static final Set<String> PAGED = Set.of(
            "TableName",
            "ConsistentRead",
            "ExclusiveStartKey",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "FilterExpression",
            "Limit",
            "ProjectionExpression",
            "Select");

    private final Tables tables;

    Reads(Tables tables) {
        this.tables = tables;
    }

    ObjectNode get(Call call) {
        call.only(Set.of("TableName", "Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"));
        Table table = tables.named(call.required("TableName"));
        UnaryOperator<Document> projection = projection(call);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        table.find(table.schema.ofKey(call.item("Key")))
                .ifPresent(item -> answer.set("Item", AttributeJson.write(projection.apply(item))));
        return answer;
    }

    ObjectNode batchGet(Call call) {
        JsonNode requests = call.only(Set.of("RequestItems")).node("RequestItems");
        if (requests.valueStream().mapToInt(r -> r.path("Keys").size()).sum() > MOST_KEYS) {
            throw Refusal.invalid("Too many items requested for the BatchGetItem call");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode responses = answer.putObject("Responses");
        ObjectNode unprocessed = answer.putObject("UnprocessedKeys");
        int left = LARGEST_BATCH;
        for (var request : requests.properties()) {
            left = batch(
                    new Call("BatchGetItem", request.getValue()),
                    tables.named(request.getKey()),
                    responses.putArray(request.getKey()),
                    left,
                    keys -> unprocessed.set(request.getKey(), keys));
        }
        return answer;
    }

    /** Answers the keys of one table as long as bytes are left; returns how many are left then. */
    private static int batch(
            Call call, Table table, ArrayNode found, int bytes, java.util.function.Consumer<ObjectNode> beyond) {
        call.only(Set.of("Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"));
        UnaryOperator<Document> projection = projection(call);
        Set<Key> seen = new HashSet<>();
        ArrayNode tooMany = JsonNodeFactory.instance.arrayNode();
        int left = bytes;
        for (JsonNode node : call.node("Keys")) {
            Key key = table.schema.ofKey(AttributeJson.item(node));
            if (!seen.add(key)) {
                throw Refusal.invalid("Provided list of item keys contains duplicates");
            }
            Optional<Document> item = table.find(key);
            left -= item.map(Document::itemSize).orElse(0);
            if (left < 0) {
                tooMany.add(node);
            } else {
                item.ifPresent(i -> found.add(AttributeJson.write(projection.apply(i))));
            }
        }
        if (!tooMany.isEmpty()) {
            ObjectNode rest = call.parameters().deepCopy();
            rest.set("Keys", tooMany);
            beyond.accept(rest);
        }
        return left;
    }

    ObjectNode scan(Call call) {
        Table table = tables.named(call.only(PAGED).required("TableName"));
        Page page = page(call, table, call.placeholders(), List.of());
        return page.of(table.all(), start(call, table));
    }

    ObjectNode query(Call call) {
        Set<String> known = new HashSet<>(PAGED);
        known.addAll(Set.of("KeyConditionExpression", "ScanIndexForward"));
        Table table = tables.named(call.only(known).required("TableName"));
        Placeholders placeholders = call.placeholders();
        if (call.text("KeyConditionExpression").isEmpty()) {
            throw Refusal.invalid(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
        KeyCondition keys = KeyCondition.read(call.required("KeyConditionExpression"), table.schema, placeholders);
        Page page = page(call, table, placeholders, table.schema.names());
        List<Document> found =
                table.partition(keys.partition()).stream().filter(keys::holds).toList();
        Optional<Document> start = start(call, table);
        start.filter(s -> !keys.partition().equals(table.schema.ofKey(s).partition()))
                .ifPresent(_ -> {
                    throw Refusal.invalid(
                            "The provided starting key is outside query boundaries based on provided conditions");
                });
        return page.of(page.forward() ? found : found.reversed(), start);
    }

    private static Optional<Document> start(Call call, Table table) {
        Optional<Document> start = call.node("ExclusiveStartKey").isMissingNode()
                ? Optional.empty()
                : Optional.of(call.item("ExclusiveStartKey"));
        start.ifPresent(table.schema::ofKey);
        return start;
    }

    private static Page page(Call call, Table table, Placeholders placeholders, List<String> unfilterable) {
        boolean forward = call.flag("ScanIndexForward", true);
        Optional<Condition> filter = call.text("FilterExpression").map(text -> {
            Expressions read = new Expressions("FilterExpression", text, placeholders);
            Condition condition = read.condition();
            read.paths().stream().map(Path::top).filter(unfilterable::contains).forEach(name -> {
                throw Refusal.invalid(
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
                                + name);
            });
            return condition;
        });
        UnaryOperator<Document> projection = projection(call, placeholders);
        placeholders.refuseUnused();
        int limit = call.number("Limit").orElse(Integer.MAX_VALUE);
        if (limit < 1) {
            throw Refusal.invalid("1 validation error detected: Value '" + limit
                    + "' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1");
        }
        boolean count = call.oneOf("Select", "ALL_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES")
                .equals("COUNT");
        return new Page(table.schema, forward, limit, LARGEST_PAGE, filter, projection, count);
    }

    private static UnaryOperator<Document> projection(Call call) {
        Placeholders placeholders = call.placeholders();
        UnaryOperator<Document> projection = projection(call, placeholders);
        placeholders.refuseUnused();
        return projection;
    }

    private static UnaryOperator<Document> projection(Call call, Placeholders placeholders) {
        Optional<List<Path>> paths = call.text("ProjectionExpression")
                .map(p -> new Expressions("ProjectionExpression", p, placeholders).projection());
        return item -> paths.map(p -> Documents.projected(item, p)).orElse(item);
    }
}
