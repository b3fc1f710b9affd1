package dev.belay.localcloud.dynamodb;

import static dev.belay.localcloud.dynamodb.LocalDynamoDb.TABLE;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.invalid;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.item;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.key;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.n;
import static dev.belay.localcloud.dynamodb.LocalDynamoDb.s;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

class DynamoDbReadsTest {
    private static final QueryRequest PINS = QueryRequest.builder()
            .tableName(TABLE)
            .consistentRead(true)
            .keyConditionExpression("kind = :k")
            .expressionAttributeValues(Map.of(":k", s("Pin")))
            .build();

    private final LocalDynamoDb db = new LocalDynamoDb();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void a_query_reads_one_partition_in_the_order_of_the_sort_key() {
        put("Pin", "c", "a", "b");
        put("Hold", "b");
        assertThat(names(db.client.query(PINS).items())).containsExactly("a", "b", "c");
        assertThat(names(db.client
                        .query(PINS.toBuilder().scanIndexForward(false).build())
                        .items()))
                .containsExactly("c", "b", "a");
    }

    @Test
    void a_query_can_ask_for_a_part_of_the_sort_keys() {
        put("Pin", "blog", "shop-a", "shop-b", "wiki");
        assertThat(names(pins("begins_with(#n, :s)", "shop-"))).containsExactly("shop-a", "shop-b");
        assertThat(names(pins("#n = :s", "shop-a"))).containsExactly("shop-a");
        assertThat(names(pins("#n > :s", "shop-a"))).containsExactly("shop-b", "wiki");
        assertThat(names(pins("#n BETWEEN :s AND :s", "wiki"))).containsExactly("wiki");
    }

    @Test
    void a_limit_cuts_a_query_into_pages() {
        put("Pin", "a", "b", "c", "d", "e");
        QueryResponse first = db.client.query(PINS.toBuilder().limit(2).build());
        assertThat(names(first.items())).containsExactly("a", "b");
        assertThat(first.lastEvaluatedKey()).isEqualTo(key("Pin", "b"));
        assertThat(names(db.client.queryPaginator(PINS.toBuilder().limit(2).build()).items().stream()
                        .toList()))
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(
                        names(db
                                .client
                                .queryPaginator(PINS.toBuilder()
                                        .limit(2)
                                        .scanIndexForward(false)
                                        .build())
                                .items()
                                .stream()
                                .toList()))
                .containsExactly("e", "d", "c", "b", "a");
    }

    @Test
    void a_megabyte_ends_a_page_without_a_limit() {
        for (int i = 0; i < 5; i++) {
            db.put(item("Pin", "p" + i, "body", s("x".repeat(390 * 1024))));
        }
        QueryResponse first = db.client.query(PINS);
        assertThat(names(first.items())).containsExactly("p0", "p1");
        assertThat(first.lastEvaluatedKey()).isEqualTo(key("Pin", "p1"));
        assertThat(names(db.client.queryPaginator(PINS).items().stream().toList()))
                .hasSize(5);
        assertThat(db
                        .client
                        .scanPaginator(ScanRequest.builder().tableName(TABLE).build())
                        .stream())
                .hasSize(3);
    }

    @Test
    void a_filter_hides_items_after_the_limit_has_counted_them() {
        for (int i = 0; i < 4; i++) {
            db.put(item("Pin", "p" + i, "revision", n(i)));
        }
        QueryResponse page = db.client.query(PINS.toBuilder()
                .limit(3)
                .filterExpression("revision >= :r")
                .expressionAttributeValues(Map.of(":k", s("Pin"), ":r", n(2)))
                .build());
        assertThat(names(page.items())).containsExactly("p2");
        assertThat(page.count()).isEqualTo(1);
        assertThat(page.scannedCount()).isEqualTo(3);
        assertThat(page.lastEvaluatedKey()).isEqualTo(key("Pin", "p2"));
    }

    @Test
    void a_projection_shows_the_named_parts_only() {
        Map<String, AttributeValue> item = new HashMap<>(key("Pin", "shop"));
        item.put("spec", AttributeValue.fromM(Map.of("version", s("7"), "reason", s("why"))));
        item.put("list", AttributeValue.fromL(List.of(s("a"), s("b"))));
        item.put("revision", n(3));
        db.put(item);
        var shown = db.client.query(PINS.toBuilder()
                .projectionExpression("#n, spec.version, #l[1], nowhere")
                .expressionAttributeNames(Map.of("#n", "name", "#l", "list"))
                .build());
        assertThat(shown.items())
                .containsExactly(Map.of(
                        "name", s("shop"),
                        "spec", AttributeValue.fromM(Map.of("version", s("7"))),
                        "list", AttributeValue.fromL(List.of(s("b")))));
    }

    @Test
    void a_scan_sees_every_item_once_in_pages() {
        put("Pin", "a", "b", "c");
        put("Hold", "a", "b");
        put("Target", "z");
        var items = db.client.scanPaginator(r -> r.tableName(TABLE).limit(2)).items().stream()
                .toList();
        assertThat(items).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void a_batch_gets_the_items_that_are_there() {
        put("Pin", "a", "b");
        var answer = db.client.batchGetItem(r -> r.requestItems(Map.of(
                TABLE,
                KeysAndAttributes.builder()
                        .keys(List.of(key("Pin", "a"), key("Pin", "b"), key("Pin", "c")))
                        .consistentRead(true)
                        .build())));
        assertThat(names(answer.responses().getOrDefault(TABLE, List.of()))).containsExactlyInAnyOrder("a", "b");
        assertThat(answer.unprocessedKeys()).isEmpty();
    }

    @Test
    void a_batch_beyond_sixteen_megabytes_leaves_keys_unprocessed() {
        for (int i = 0; i < 42; i++) {
            db.put(item("Pin", "p" + i, "body", s("x".repeat(400 * 1024 - 100))));
        }
        List<Map<String, AttributeValue>> keys =
                IntStream.range(0, 42).mapToObj(i -> key("Pin", "p" + i)).toList();
        var answer = db.client.batchGetItem(r -> r.requestItems(
                Map.of(TABLE, KeysAndAttributes.builder().keys(keys).build())));
        assertThat(answer.responses().get(TABLE)).hasSize(40);
        assertThat(answer.unprocessedKeys().values())
                .singleElement()
                .satisfies(rest -> assertThat(rest.keys()).isEqualTo(keys.subList(40, 42)));
    }

    @Test
    void a_query_that_an_index_can_not_answer_is_refused() {
        assertThat(invalidQuery("#n = :s")).isEqualTo("Query condition missed key schema element: kind");
        assertThat(invalidQuery("kind = :s AND contains(#n, :s)")).isEqualTo("Query key condition not supported");
        assertThat(invalidQuery("kind = :s OR #n = :s")).isEqualTo("Query key condition not supported");
    }

    @Test
    void a_filter_on_the_key_is_refused() {
        assertThat(invalid(() -> db.client.query(PINS.toBuilder()
                        .filterExpression("#n = :k")
                        .expressionAttributeNames(Map.of("#n", "name"))
                        .build())))
                .isEqualTo(
                        "Filter Expression can only contain non-primary key attributes: Primary key attribute: name");
    }

    private String invalidQuery(String condition) {
        return invalid(() -> db.client.query(r -> r.tableName(TABLE)
                .keyConditionExpression(condition)
                .expressionAttributeNames(Map.of("#n", "name"))
                .expressionAttributeValues(Map.of(":s", s("x")))));
    }

    private List<Map<String, AttributeValue>> pins(String sort, String value) {
        return db.client
                .query(r -> r.tableName(TABLE)
                        .keyConditionExpression("kind = :k AND " + sort)
                        .expressionAttributeNames(Map.of("#n", "name"))
                        .expressionAttributeValues(Map.of(":k", s("Pin"), ":s", s(value))))
                .items();
    }

    private void put(String kind, String... names) {
        for (String name : names) {
            db.put(key(kind, name));
        }
    }

    private static List<String> names(List<Map<String, AttributeValue>> items) {
        return items.stream().map(i -> i.getOrDefault("name", s("")).s()).toList();
    }
}
