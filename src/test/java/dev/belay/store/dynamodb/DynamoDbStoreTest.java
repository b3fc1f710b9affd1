package dev.belay.store.dynamodb;

import static dev.belay.model.RecordKind.PIN;
import static dev.belay.store.SampleRecords.assertFails;
import static dev.belay.store.SampleRecords.entry;
import static dev.belay.store.SampleRecords.found;
import static dev.belay.store.SampleRecords.mapping;
import static dev.belay.store.SampleRecords.plain;
import static dev.belay.store.SampleRecords.record;
import static dev.belay.store.SampleRecords.scalar;
import static dev.belay.store.SampleRecords.shows;
import static dev.belay.store.dynamodb.LocalTable.m;
import static dev.belay.store.dynamodb.LocalTable.s;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.localcloud.LocalCloud;
import dev.belay.model.Failure;
import dev.belay.publish.PublicationContract;
import dev.belay.store.DocumentStoreContract;
import dev.belay.store.FaultyWire;
import dev.belay.store.LostReplyContract;
import dev.belay.store.Node;
import dev.belay.store.RecordStoreContract;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.StoredRecord;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbStoreTest implements RecordStoreContract, DocumentStoreContract, LostReplyContract, PublicationContract {
    private static final AtomicInteger TABLES = new AtomicInteger();
    private static final LocalCloud CLOUD = LocalCloud.start();

    private final LocalTable local = new LocalTable(CLOUD.endpoint(), "belay-" + TABLES.incrementAndGet());

    @AfterAll
    static void stop() {
        CLOUD.close();
    }

    @AfterEach
    void close() {
        local.close();
    }

    @Override
    public StoreUnderTest store() {
        return local;
    }

    @Override
    public FaultyWire wire() {
        return local.wire();
    }

    private StoredRecord pin() {
        return found(local.records(), PIN, "shop");
    }

    @Test
    void a_missing_revision_counts_as_zero_and_is_raised_by_a_write() {
        local.edit(PIN, "shop", "first");
        assertThat(pin().revision()).startsWith("0-");
        String next = local.records().write(PIN, "shop", record(PIN, "shop", "ours"), pin().revision());
        assertThat(next).startsWith("1-");
        assertThat(local.item("Pin", "shop")).containsEntry("revision", AttributeValue.fromN("1"));
    }

    @Test
    void an_edit_by_hand_is_noticed_though_nobody_raised_the_revision() {
        String read = local.records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        local.set("Pin", "shop", "spec", m("reason", s("by hand")));
        assertThat(pin().revision()).isNotEqualTo(read);
        assertFails(
                Failure.Conflict.class, () -> local.records().write(PIN, "shop", record(PIN, "shop", "ours 2"), read));
        assertThat(shows(pin())).contains("by hand");
    }

    @Test
    void a_raised_revision_alone_is_a_change() {
        local.edit(PIN, "shop", "first");
        String before = pin().revision();
        local.set("Pin", "shop", "revision", AttributeValue.fromN("7"));
        assertThat(pin().revision()).isNotEqualTo(before).startsWith("7-");
    }

    @Test
    void every_kind_of_value_is_what_it_would_be_in_yaml() {
        local.put(
                "Pin",
                "shop",
                Map.of(
                        "apiVersion", s("belay.dev/v1"),
                        "spec",
                                AttributeValue.fromM(Map.of(
                                        "text", s("true"),
                                        "number", AttributeValue.fromN("20261120"),
                                        "flag", AttributeValue.fromBool(true),
                                        "nothing", AttributeValue.fromNul(true),
                                        "list", AttributeValue.fromL(List.of(s("a"), AttributeValue.fromN("1")))))));
        assertThat(pin().content())
                .isEqualTo(new StoredRecord.Content.Tree(mapping(
                        entry("apiVersion", scalar("belay.dev/v1")),
                        entry("kind", scalar("Pin")),
                        entry("metadata", mapping(entry("name", scalar("shop")))),
                        entry(
                                "spec",
                                mapping(
                                        entry("flag", plain("true")),
                                        entry("list", new Node.Sequence(null, List.of(scalar("a"), plain("1")))),
                                        entry("nothing", new Node.Null(null)),
                                        entry("number", plain("20261120")),
                                        entry("text", scalar("true")))))));
    }

    @Test
    void scalars_come_back_as_they_were_written() {
        var spec = mapping(
                entry("flag", plain("true")),
                entry("force", plain("1")),
                entry("leading", plain("007")),
                entry("release", plain("1.10")),
                entry("share", plain("-0.5")),
                entry("text", scalar("true")),
                entry("version", plain("20261120")));
        var record = mapping(
                entry("apiVersion", scalar("belay.dev/v1")),
                entry("kind", scalar("Pin")),
                entry("metadata", mapping(entry("name", scalar("shop")))),
                entry("spec", spec));
        local.records().write(PIN, "shop", record, null);
        assertThat(shows(pin()))
                .contains(
                        "flag: true",
                        "force: 1",
                        "\"007\"",
                        "\"1.10\"",
                        "\"true\"",
                        "share: -0.5",
                        "version: 20261120");
    }

    @Test
    void an_unknown_attribute_is_shown_to_the_decoder_and_our_own_are_not() {
        local.records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        local.set("Pin", "shop", "sepc", s("misspelt"));
        assertThat(shows(pin())).contains("sepc").doesNotContain("writer", "sequence", "revision");
    }

    @Test
    void sets_and_a_revision_that_is_no_number_are_unreadable() {
        local.put("Pin", "shop", Map.of("spec", m("tags", AttributeValue.fromSs(List.of("a")))));
        assertThat(shows(pin())).startsWith("unreadable: ").contains("spec.tags", "SS");
        local.put("Pin", "shop", Map.of("spec", m("a", s("b")), "revision", s("7")));
        assertThat(shows(pin())).startsWith("unreadable: ").contains("revision");
    }

    @Test
    void what_was_unreadable_is_mended_by_a_write_on_it() {
        local.spoil(PIN, "shop");
        local.records().write(PIN, "shop", record(PIN, "shop", "mended"), pin().revision());
        assertThat(shows(pin())).contains("mended");
    }

    @Test
    void a_record_of_another_kind_is_not_written() {
        assertFails(
                Failure.Invalid.class,
                () -> local.records().write(PIN, "shop", record(dev.belay.model.RecordKind.HOLD, "shop", "x"), null));
    }

    private static String large(long seed) {
        byte[] bytes = new byte[900_000];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void the_parts_of_a_replaced_document_are_cleared_away() {
        String first = local.documents().write("inventories/shop/v1", large(1), null);
        int parts = local.count("parts");
        assertThat(parts).isGreaterThan(1);
        String second = local.documents().write("inventories/shop/v1", large(2), first);
        assertThat(local.count("parts")).isEqualTo(parts);
        local.documents().write("inventories/shop/v1", "{}", second);
        assertThat(local.count("parts")).isZero();
    }

    @Test
    void the_parts_of_a_lost_race_are_cleared_away() {
        local.documents().write("inventories/shop/v1", "{}", null);
        assertFails(Failure.Conflict.class, () -> local.documents().write("inventories/shop/v1", large(1), null));
        assertThat(local.count("parts")).isZero();
    }

    @Test
    void a_deleted_document_takes_its_parts_with_it() {
        local.documents().write("inventories/shop/v1", large(1), null);
        local.documents().write("inventories/shop/v1-rc", large(2), null);
        int parts = local.count("parts");
        local.documents().delete("inventories/shop/v1");
        assertThat(local.count("parts")).isEqualTo(parts / 2);
        assertThat(local.documents().read("inventories/shop/v1-rc")).isNotNull();
    }

    @Test
    void a_document_with_a_part_missing_is_never_half_a_document() {
        local.documents().write("inventories/shop/v1", large(1), null);
        local.removePart(0);
        assertFails(Failure.Unavailable.class, () -> local.documents().read("inventories/shop/v1"));
    }

    @Test
    void a_table_that_is_not_there_is_a_failure_and_not_an_empty_store() {
        local.deleteTable();
        assertFails(Failure.NotFound.class, () -> local.records().list(null));
        assertFails(Failure.NotFound.class, () -> local.documents().read("state/shop"));
    }
}
