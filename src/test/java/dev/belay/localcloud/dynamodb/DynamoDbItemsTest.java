package dev.belay.localcloud.dynamodb;

import static dev.belay.localcloud.dynamodb.LocalDynamoDb.TABLE;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.invalid;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.item;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.key;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.n;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

class DynamoDbItemsTest {
    private final LocalDynamoDb db = new LocalDynamoDb();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void an_item_of_all_types_comes_back_as_it_was() {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key("Pin", "shop"));
        item.put("text", s("påske < & > \"é\""));
        item.put("empty", s(""));
        item.put("number", AttributeValue.fromN("-12.5"));
        item.put("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, -1})));
        item.put("flag", AttributeValue.fromBool(true));
        item.put("nothing", AttributeValue.fromNul(true));
        item.put("list", AttributeValue.fromL(List.of(s("a"), n(1), AttributeValue.fromL(List.of()))));
        item.put("map", AttributeValue.fromM(Map.of("deep", AttributeValue.fromM(Map.of("er", s("x"))))));
        item.put("texts", AttributeValue.fromSs(List.of("a", "b")));
        item.put("numbers", AttributeValue.fromNs(List.of("1", "2")));
        item.put("binaries", AttributeValue.fromBs(List.of(SdkBytes.fromUtf8String("a"))));
        db.put(item);
        assertThat(db.get("Pin", "shop")).isEqualTo(item);
    }

    @Test
    void equal_numbers_are_stored_alike() {
        db.put(item("Pin", "shop", "revision", AttributeValue.fromN("7.00")));
        assertThat(db.get("Pin", "shop")).containsEntry("revision", n(7));
    }

    @Test
    void an_item_that_is_not_there_is_no_item() {
        assertThat(db.client
                        .getItem(r -> r.tableName(TABLE).key(key("Pin", "shop")))
                        .hasItem())
                .isFalse();
    }

    @Test
    void a_put_replaces_the_whole_item_and_can_return_the_old_one() {
        db.put(item("Pin", "shop", "old", n(1)));
        var answer = db.client.putItem(
                r -> r.tableName(TABLE).item(item("Pin", "shop", "new", n(2))).returnValues(ReturnValue.ALL_OLD));
        assertThat(answer.attributes()).isEqualTo(item("Pin", "shop", "old", n(1)));
        assertThat(db.get("Pin", "shop")).isEqualTo(item("Pin", "shop", "new", n(2)));
    }

    @Test
    void a_delete_removes_the_item_and_can_return_it() {
        db.put(item("Pin", "shop", "revision", n(1)));
        var answer = db.client.deleteItem(
                r -> r.tableName(TABLE).key(key("Pin", "shop")).returnValues(ReturnValue.ALL_OLD));
        assertThat(answer.attributes()).isEqualTo(item("Pin", "shop", "revision", n(1)));
        assertThat(db.get("Pin", "shop")).isEmpty();
    }

    @Test
    void a_create_loses_against_an_item_that_is_there() {
        PutItemRequest create = PutItemRequest.builder()
                .tableName(TABLE)
                .item(item("Pin", "shop", "revision", n(1)))
                .conditionExpression("attribute_not_exists(kind)")
                .build();
        db.client.putItem(create);
        assertThatThrownBy(() -> db.client.putItem(create))
                .isInstanceOf(ConditionalCheckFailedException.class)
                .hasMessageContaining("The conditional request failed")
                .satisfies(e -> assertThat(((ConditionalCheckFailedException) e).hasItem())
                        .isFalse());
    }

    @Test
    void a_lost_race_shows_what_is_there_when_asked() {
        db.put(item("Pin", "shop", "revision", n(2)));
        assertThatThrownBy(() -> db.client.putItem(r -> r.tableName(TABLE)
                        .item(item("Pin", "shop", "revision", n(2)))
                        .conditionExpression("revision = :read")
                        .expressionAttributeValues(Map.of(":read", n(1)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> assertThat(e.item()).isEqualTo(item("Pin", "shop", "revision", n(2))));
        assertThat(db.get("Pin", "shop")).containsEntry("revision", n(2));
    }

    @Test
    void a_conditional_delete_of_what_was_read_goes_through_once() {
        db.put(item("Lease", "daemon", "owner", s("one")));
        db.client.deleteItem(r -> r.tableName(TABLE)
                .key(key("Lease", "daemon"))
                .conditionExpression("#o = :me")
                .expressionAttributeNames(Map.of("#o", "owner"))
                .expressionAttributeValues(Map.of(":me", s("one"))));
        assertThat(db.get("Lease", "daemon")).isEmpty();
    }

    @Test
    void an_update_sets_removes_adds_and_deletes() {
        Map<String, AttributeValue> item = new LinkedHashMap<>(key("Pin", "shop"));
        item.put("spec", AttributeValue.fromM(Map.of("version", s("1"), "reason", s("why"))));
        item.put("tags", AttributeValue.fromSs(List.of("a", "b")));
        item.put("revision", n(4));
        db.put(item);
        var answer = db.client.updateItem(r -> r.tableName(TABLE)
                .key(key("Pin", "shop"))
                .updateExpression(
                        "SET spec.version = :v, #by = if_not_exists(#by, :me) REMOVE spec.reason ADD revision :one DELETE tags :a")
                .expressionAttributeNames(Map.of("#by", "by"))
                .expressionAttributeValues(Map.of(
                        ":v", s("2"), ":me", s("alice"), ":one", n(1), ":a", AttributeValue.fromSs(List.of("a"))))
                .returnValues(ReturnValue.ALL_NEW));
        item.put("spec", AttributeValue.fromM(Map.of("version", s("2"))));
        item.put("tags", AttributeValue.fromSs(List.of("b")));
        item.put("revision", n(5));
        item.put("by", s("alice"));
        assertThat(answer.attributes()).isEqualTo(item);
        assertThat(db.get("Pin", "shop")).isEqualTo(item);
    }

    @Test
    void an_update_makes_the_item_that_is_not_there() {
        db.client.updateItem(r -> r.tableName(TABLE)
                .key(key("Pin", "shop"))
                .updateExpression("SET revision = :r")
                .expressionAttributeValues(Map.of(":r", n(1))));
        assertThat(db.get("Pin", "shop")).isEqualTo(item("Pin", "shop", "revision", n(1)));
    }

    @Test
    void an_update_of_the_key_or_below_nothing_is_refused() {
        assertThat(invalid(() -> update("SET kind = :v")))
                .endsWith("Cannot update attribute kind. This attribute is part of the key");
        assertThat(invalid(() -> update("SET a.b = :v")))
                .isEqualTo("The document path provided in the update expression is invalid for update");
        assertThat(invalid(() -> update("SET a = b + :v")))
                .isEqualTo("The provided expression refers to an attribute that does not exist in the item");
    }

    private void update(String expression) {
        db.client.updateItem(r -> r.tableName(TABLE)
                .key(key("Pin", "shop"))
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":v", n(1))));
    }

    @Test
    void an_item_may_have_400_kilobytes_and_not_a_byte_more() {
        int others = "kind".length() + "Pin".length() + "name".length() + "shop".length() + "body".length();
        String largest = "x".repeat(400 * 1024 - others);
        db.put(item("Pin", "shop", "body", s(largest)));
        assertThat(invalid(() -> db.put(item("Pin", "shop", "body", s(largest + "x")))))
                .isEqualTo("Item size has exceeded the maximum allowed size");
    }

    @Test
    void a_key_that_does_not_fit_the_schema_is_refused() {
        assertThat(invalid(() -> db.put(Map.of("kind", s("Pin")))))
                .isEqualTo("One or more parameter values were invalid: Missing the key name in the item");
        assertThat(invalid(() -> db.put(Map.of("kind", s("Pin"), "name", n(1)))))
                .isEqualTo(
                        "One or more parameter values were invalid: Type mismatch for key name expected: S actual: N");
        assertThat(invalid(() -> db.put(key("Pin", ""))))
                .startsWith("One or more parameter values are not valid.")
                .endsWith("cannot contain an empty string value. Key: name");
        assertThat(invalid(() -> db.client.getItem(r -> r.tableName(TABLE).key(Map.of("kind", s("Pin"))))))
                .isEqualTo("The provided key element does not match the schema");
    }

    @Test
    void values_that_dynamodb_does_not_have_are_refused() {
        assertThat(invalidValue(AttributeValue.fromSs(List.of()))).contains("An string set  may not be empty");
        assertThat(invalidValue(AttributeValue.fromSs(List.of("a", "a")))).contains("contains duplicates");
        assertThat(invalidValue(AttributeValue.fromNul(false))).contains("must have the value of true");
        assertThat(invalidValue(AttributeValue.fromN("many")))
                .isEqualTo("The parameter cannot be converted to a numeric value: many");
        assertThat(invalidValue(AttributeValue.builder().build())).startsWith("Supplied AttributeValue is empty");
        assertThat(invalidValue(AttributeValue.fromM(
                        Map.of("deep", AttributeValue.builder().build()))))
                .startsWith("Supplied AttributeValue is empty");
    }

    private String invalidValue(AttributeValue value) {
        return invalid(() -> db.put(item("Pin", "shop", "value", value)));
    }
}
