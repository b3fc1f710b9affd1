package dev.belay.store.dynamodb;

import dev.belay.localcloud.Aws;
import dev.belay.localcloud.LocalCloud;
import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.FaultyWire;
import dev.belay.store.RecordStore;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of a DynamoDB on this machine, and a person at the console. */
final class LocalTable implements StoreUnderTest {
    private static final String TABLE = "belay";

    private final LocalCloud service = LocalCloud.start();
    private final FaultyWire wire = new FaultyWire();
    private final DynamoDbClient person;
    private final DynamoDbClient client;
    private final DynamoDbStore store;

    LocalTable() {
        service.dynamoDb().createTable(TABLE, "kind", "name");
        person = client(b -> b);
        client = client(b -> b.overrideConfiguration(c -> c.addExecutionInterceptor(wire)));
        store = new DynamoDbStore(client, TABLE, new Writer("test"));
    }

    private DynamoDbClient client(UnaryOperator<DynamoDbClientBuilder> more) {
        return more.apply(Aws.pointed(DynamoDbClient.builder(), service.endpoint()))
                .build();
    }

    FaultyWire wire() {
        return wire;
    }

    @Override
    public RecordStore records() {
        return store;
    }

    @Override
    public DocumentStore documents() {
        return store;
    }

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue m(String key, AttributeValue value) {
        return AttributeValue.fromM(Map.of(key, value));
    }

    private static Map<String, AttributeValue> key(String kind, String name) {
        return Map.of("kind", s(kind), "name", s(name));
    }

    /** A person puts an item, over whatever is there. */
    void put(String kind, String name, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(attributes);
        item.putAll(key(kind, name));
        person.putItem(b -> b.tableName(TABLE).item(item));
    }

    /** A person changes one attribute and leaves the others. */
    void set(String kind, String name, String attribute, AttributeValue value) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(item(kind, name));
        item.put(attribute, value);
        person.putItem(b -> b.tableName(TABLE).item(item));
    }

    Map<String, AttributeValue> item(String kind, String name) {
        return person.getItem(b -> b.tableName(TABLE).key(key(kind, name))).item();
    }

    private List<Map<String, AttributeValue>> items(String kind) {
        return person
                .queryPaginator(b -> b.tableName(TABLE)
                        .keyConditionExpression("#kind = :kind")
                        .expressionAttributeNames(Map.of("#kind", "kind"))
                        .expressionAttributeValues(Map.of(":kind", s(kind))))
                .items()
                .stream()
                .toList();
    }

    int count(String kind) {
        return items(kind).size();
    }

    void removePart(int index) {
        String name = items("parts").get(index).get("name").s();
        person.deleteItem(b -> b.tableName(TABLE).key(key("parts", name)));
    }

    void deleteTable() {
        person.deleteTable(b -> b.tableName(TABLE));
    }

    @Override
    public void edit(RecordKind kind, String name, String reason) {
        put(
                kind.word(),
                name,
                Map.of(
                        "apiVersion", s("belay.dev/v1"),
                        "metadata", m("name", s(name)),
                        "spec", m("reason", s(reason))));
    }

    @Override
    public void remove(RecordKind kind, String name) {
        person.deleteItem(b -> b.tableName(TABLE).key(key(kind.word(), name)));
    }

    @Override
    public void spoil(RecordKind kind, String name) {
        put(kind.word(), name, Map.of("spec", AttributeValue.fromSs(List.of("a", "b"))));
    }

    @Override
    public void goAway() {
        wire.goAway();
    }

    @Override
    public void comeBack() {
        wire.comeBack();
    }

    @Override
    public void close() {
        client.close();
        person.close();
        service.close();
    }
}
