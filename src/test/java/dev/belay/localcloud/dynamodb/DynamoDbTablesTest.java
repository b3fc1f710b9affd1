package dev.belay.localcloud.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class DynamoDbTablesTest {
    private static final List<KeySchemaElement> ID = List.of(
            KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build());

    private final LocalDynamoDb db = new LocalDynamoDb();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void a_created_table_is_described_with_its_keys() {
        create("other");
        var table = db.client.describeTable(r -> r.tableName("other")).table();
        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:eu-north-1:123456789012:table/other");
        assertThat(table.keySchema()).singleElement().satisfies(k -> {
            assertThat(k.attributeName()).isEqualTo("id");
            assertThat(k.keyType()).isEqualTo(KeyType.HASH);
        });
        assertThat(table.creationDateTime()).isEqualTo("2026-11-20T14:32:00Z");
    }

    @Test
    void a_waiter_sees_a_created_table() {
        create("other");
        try (var waiter = db.client.waiter()) {
            assertThat(waiter.waitUntilTableExists(r -> r.tableName("other"))
                            .matched()
                            .response())
                    .isPresent();
        }
    }

    @Test
    void a_table_is_created_once() {
        assertThatThrownBy(() -> create("belay")).isInstanceOf(ResourceInUseException.class);
    }

    @Test
    void tables_are_listed_in_pages() {
        create("apple");
        create("cherry");
        var first = db.client.listTables(r -> r.limit(2));
        assertThat(first.tableNames()).containsExactly("apple", "belay");
        var second = db.client.listTables(r -> r.exclusiveStartTableName(first.lastEvaluatedTableName()));
        assertThat(second.tableNames()).containsExactly("cherry");
        assertThat(second.lastEvaluatedTableName()).isNull();
    }

    @Test
    void a_deleted_table_is_not_found() {
        db.client.deleteTable(r -> r.tableName("belay"));
        assertThatThrownBy(() -> db.client.describeTable(r -> r.tableName("belay")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Requested resource not found: Table: belay not found");
        assertThatThrownBy(() -> db.get("Pin", "shop")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_key_without_a_definition_is_refused() {
        assertThat(LocalDynamoDb.invalid(() -> db.client.createTable(r -> r.tableName("other")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(ID))))
                .contains("Some index key attributes are not defined in AttributeDefinitions");
    }

    @Test
    void an_operation_that_is_not_simulated_is_a_clear_error() {
        assertThatThrownBy(() -> db.client.listBackups(r -> r.tableName("belay")))
                .isInstanceOf(DynamoDbException.class)
                .hasMessageContaining("The local cloud does not simulate DynamoDB's ListBackups")
                .extracting(e -> ((DynamoDbException) e).awsErrorDetails().errorCode())
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void a_parameter_that_is_not_simulated_is_a_clear_error() {
        assertThat(LocalDynamoDb.invalid(
                        () -> db.client.query(r -> r.tableName("belay").indexName("by-name"))))
                .isEqualTo("The local cloud does not simulate the parameter IndexName of Query");
    }

    private void create(String name) {
        db.client.createTable(r -> r.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(List.of(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))
                .keySchema(ID));
    }
}
