package dev.belay.store.dynamodb;

import dev.belay.localcloud.Aws;
import dev.belay.model.RecordKind;
import dev.belay.store.DocumentStore;
import dev.belay.store.FaultyWire;
import dev.belay.store.RecordStore;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.Writer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table of a DynamoDB on this machine, and a person at the console. */
final class LocalTable implements StoreUnderTest {
    private final URI dynamoDb;
    private final String table;
    private final FaultyWire wire = new FaultyWire();
    private final DynamoDbClient person;
    private final DynamoDbClient client;
    private final DynamoDbStore store;

    LocalTable(URI dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        person = client(b -> b);
        client = client(b -> b.overrideConfiguration(c -> c.addExecutionInterceptor(wire)));
        person.createTable(b -> b.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(string("kind"), string("name"))
                .keySchema(key("kind", KeyType.HASH), key("name", KeyType.RANGE)));
        store = new DynamoDbStore(client, table, new Writer("test"));
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private DynamoDbClient client(UnaryOperator<DynamoDbClientBuilder> more) {
        return more.apply(Aws.pointed(DynamoDbClient.builder(), dynamoDb)).build();
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
        person.putItem(b -> b.tableName(table).item(item));
    }

    /** A person changes one attribute and leaves the others. */
    void set(String kind, String name, String attribute, AttributeValue value) {
        Map<String, AttributeValue> item = new LinkedHashMap<>(item(kind, name));
        item.put(attribute, value);
        person.putItem(b -> b.tableName(table).item(item));
    }

    Map<String, AttributeValue> item(String kind, String name) {
        return person.getItem(b -> b.tableName(table).key(key(kind, name))).item();
    }

    private List<Map<String, AttributeValue>> items(String kind) {
        return person
                .queryPaginator(b -> b.tableName(table)
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
        person.deleteItem(b -> b.tableName(table).key(key("parts", name)));
    }

    void deleteTable() {
        person.deleteTable(b -> b.tableName(table));
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
        person.deleteItem(b -> b.tableName(table).key(key(kind.word(), name)));
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
    }
}
