package dev.belay.localcloud.dynamodb;

import static dev.belay.localcloud.dynamodb.LocalDynamoDb.TABLE;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.invalid;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.item;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.key;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.n;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class DynamoDbTransactionsTest {
    private final LocalDynamoDb db = new LocalDynamoDb();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void all_actions_are_done_together() {
        db.put(key("Part", "old"));
        db.put(item("State", "shop", "epoch", n(1)));
        db.put(key("Lease", "daemon"));
        db.client.transactWriteItems(r -> r.transactItems(
                put("Part", "new"),
                TransactWriteItem.builder()
                        .delete(d -> d.tableName(TABLE).key(key("Part", "old")))
                        .build(),
                TransactWriteItem.builder()
                        .update(u -> u.tableName(TABLE)
                                .key(key("State", "shop"))
                                .updateExpression("SET epoch = epoch + :one")
                                .expressionAttributeValues(Map.of(":one", n(1))))
                        .build(),
                check("Lease", "daemon")));
        assertThat(db.get("Part", "new")).isNotEmpty();
        assertThat(db.get("Part", "old")).isEmpty();
        assertThat(db.get("State", "shop")).containsEntry("epoch", n(2));
    }

    @Test
    void one_failed_condition_cancels_all_and_says_which() {
        db.put(item("Pin", "shop", "revision", n(2)));
        assertThatThrownBy(() -> db.client.transactWriteItems(r -> r.transactItems(
                        put("Part", "new"),
                        TransactWriteItem.builder()
                                .put(p -> p.tableName(TABLE)
                                        .item(item("Pin", "shop", "revision", n(2)))
                                        .conditionExpression("revision = :r")
                                        .expressionAttributeValues(Map.of(":r", n(1)))
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                                .build())))
                .isInstanceOfSatisfying(TransactionCanceledException.class, e -> {
                    assertThat(e.awsErrorDetails().errorMessage())
                            .isEqualTo(
                                    "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]");
                    assertThat(e.cancellationReasons())
                            .extracting(CancellationReason::code)
                            .containsExactly("None", "ConditionalCheckFailed");
                    assertThat(e.cancellationReasons().getLast().item())
                            .isEqualTo(item("Pin", "shop", "revision", n(2)));
                });
        assertThat(db.get("Part", "new")).isEmpty();
    }

    @Test
    void a_missing_lease_fails_the_check() {
        assertThatThrownBy(() -> db.client.transactWriteItems(
                        r -> r.transactItems(put("Part", "new"), check("Lease", "daemon"))))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(db.get("Part", "new")).isEmpty();
    }

    @Test
    void a_repeated_token_does_nothing_twice() {
        TransactWriteItem count = TransactWriteItem.builder()
                .update(u -> u.tableName(TABLE)
                        .key(key("State", "shop"))
                        .updateExpression("ADD epoch :one")
                        .expressionAttributeValues(Map.of(":one", n(1))))
                .build();
        for (int i = 0; i < 2; i++) {
            db.client.transactWriteItems(r -> r.transactItems(count).clientRequestToken("once"));
        }
        assertThat(db.get("State", "shop")).containsEntry("epoch", n(1));
        assertThatThrownBy(() -> db.client.transactWriteItems(
                        r -> r.transactItems(put("Part", "new")).clientRequestToken("once")))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void two_actions_on_one_item_are_refused() {
        assertThat(invalid(
                        () -> db.client.transactWriteItems(r -> r.transactItems(put("Part", "a"), check("Part", "a")))))
                .isEqualTo("Transaction request cannot include multiple operations on one item");
    }

    @Test
    void more_than_a_hundred_actions_are_refused() {
        var many = IntStream.range(0, 101).mapToObj(i -> put("Part", "p" + i)).toList();
        assertThat(invalid(() -> db.client.transactWriteItems(r -> r.transactItems(many))))
                .contains("less than or equal to 100");
    }

    private static TransactWriteItem put(String kind, String name) {
        return TransactWriteItem.builder()
                .put(p -> p.tableName(TABLE).item(item(kind, name, "body", s("x"))))
                .build();
    }

    private static TransactWriteItem check(String kind, String name) {
        return TransactWriteItem.builder()
                .conditionCheck(
                        c -> c.tableName(TABLE).key(key(kind, name)).conditionExpression("attribute_exists(kind)"))
                .build();
    }
}
