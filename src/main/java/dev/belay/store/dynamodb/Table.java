package dev.belay.store.dynamodb;

import dev.belay.aws.Failures;
import dev.belay.store.Writer.Stamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** The calls to DynamoDB that the store is made of. All reads are strongly consistent. */
final class Table {
    static final String KIND = "kind";
    static final String NAME = "name";
    static final String WRITER = "writer";
    static final String SEQUENCE = "sequence";

    private final DynamoDbClient client;
    private final String table;

    Table(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** For people. */
    String place(String kind, String name) {
        return "dynamodb table " + table + ", item " + kind + " " + name;
    }

    /** Empty: there is none. */
    Map<String, AttributeValue> get(String kind, String name) {
        return Failures.translating(
                what("GetItem", kind, name),
                () -> client.getItem(
                                b -> b.tableName(table).key(key(kind, name)).consistentRead(true))
                        .item());
    }

    /** Writes on condition; returns what was there before, empty when nothing was. */
    Map<String, AttributeValue> put(
            String kind, String name, Map<String, AttributeValue> attributes, Condition condition) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes);
        item.putAll(key(kind, name));
        return Failures.translating(
                what("PutItem", kind, name),
                () -> client.putItem(b -> {
                            b.tableName(table).item(item).returnValues(ReturnValue.ALL_OLD);
                            b.conditionExpression(condition.expressionOrNull());
                            b.expressionAttributeNames(condition.namesOrNull());
                            b.expressionAttributeValues(condition.valuesOrNull());
                        })
                        .attributes());
    }

    /** Deletes an item on condition; one that is gone counts as deleted unless the condition says otherwise. */
    void delete(String kind, String name, Condition condition) {
        Failures.translating(
                what("DeleteItem", kind, name),
                () -> client.deleteItem(b -> {
                    b.tableName(table).key(key(kind, name));
                    b.conditionExpression(condition.expressionOrNull());
                    b.expressionAttributeNames(condition.namesOrNull());
                    b.expressionAttributeValues(condition.valuesOrNull());
                }));
    }

    /** All items of a kind, all pages. */
    List<Map<String, AttributeValue>> items(String kind) {
        return pages(
                kind,
                QueryRequest.builder()
                        .keyConditionExpression("#kind = :kind")
                        .expressionAttributeNames(Map.of("#kind", KIND))
                        .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS(kind))));
    }

    /** Name and stamp of all items of a kind whose name begins so, all pages. */
    List<Map<String, AttributeValue>> heads(String kind, String start) {
        var request = QueryRequest.builder()
                .projectionExpression("#name, #writer, #sequence")
                .expressionAttributeNames(
                        Map.of("#kind", KIND, "#name", NAME, "#writer", WRITER, "#sequence", SEQUENCE));
        if (start.isEmpty()) {
            request.keyConditionExpression("#kind = :kind")
                    .expressionAttributeValues(Map.of(":kind", AttributeValue.fromS(kind)));
        } else {
            request.keyConditionExpression("#kind = :kind AND begins_with(#name, :start)")
                    .expressionAttributeValues(
                            Map.of(":kind", AttributeValue.fromS(kind), ":start", AttributeValue.fromS(start)));
        }
        return pages(kind, request);
    }

    private List<Map<String, AttributeValue>> pages(String kind, QueryRequest.Builder request) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        request.tableName(table).consistentRead(true);
        Map<String, AttributeValue> next;
        do {
            QueryResponse page = Failures.translating(what("Query", kind, "*"), () -> client.query(request.build()));
            items.addAll(page.items());
            next = page.lastEvaluatedKey();
            request.exclusiveStartKey(next);
        } while (!next.isEmpty());
        return items;
    }

    private String what(String operation, String kind, String name) {
        return "dynamodb " + operation + " " + table + " " + kind + " " + name;
    }

    private static Map<String, AttributeValue> key(String kind, String name) {
        return Map.of(KIND, AttributeValue.fromS(kind), NAME, AttributeValue.fromS(name));
    }

    /** A text attribute; empty where there is none. */
    static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }

    /** What a write carries. */
    static Map<String, AttributeValue> stamp(Stamp stamp) {
        return Map.of(
                WRITER, AttributeValue.fromS(stamp.writer()),
                SEQUENCE, AttributeValue.fromN(Long.toString(stamp.sequence())));
    }

    /** Whether an item carries what a write carried. */
    static boolean isStamped(Map<String, AttributeValue> item, Stamp stamp) {
        return stamp(stamp).entrySet().stream()
                .allMatch(attribute -> attribute.getValue().equals(item.get(attribute.getKey())));
    }
}
