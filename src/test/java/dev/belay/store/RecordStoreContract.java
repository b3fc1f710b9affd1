package dev.belay.store;

import static dev.belay.model.RecordKind.HOLD;
import static dev.belay.model.RecordKind.PIN;
import static dev.belay.model.RecordKind.TARGET;
import static dev.belay.store.SampleRecords.assertFails;
import static dev.belay.store.SampleRecords.found;
import static dev.belay.store.SampleRecords.record;
import static dev.belay.store.SampleRecords.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belay.model.Failure;
import dev.belay.model.FailureException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store promises about people's records. */
public interface RecordStoreContract {
    StoreUnderTest store();

    private RecordStore records() {
        return store().records();
    }

    private String revision(String pin) {
        return found(records(), PIN, pin).revision();
    }

    private List<String> names(@Nullable RecordListing previous) {
        return records().list(previous).records().stream()
                .map(found -> found.kind().word() + " " + found.name())
                .toList();
    }

    @Test
    default void an_empty_store_lists_nothing() {
        assertThat(records().list(null).records()).isEmpty();
    }

    @Test
    default void what_a_person_wrote_is_listed_by_kind_and_name() {
        store().edit(HOLD, "inc-482", "incident");
        store().edit(PIN, "shop-b", "second");
        store().edit(PIN, "shop-a", "first");
        store().edit(TARGET, "shop-a", "managed");
        assertThat(names(null)).containsExactly("Target shop-a", "Pin shop-a", "Pin shop-b", "Hold inc-482");
    }

    @Test
    default void what_did_not_change_is_taken_over_from_the_listing_before() {
        store().edit(PIN, "shop-a", "first");
        store().edit(PIN, "shop-b", "second");
        RecordListing before = records().list(null);
        store().edit(PIN, "shop-b", "other");
        RecordListing after = records().list(before);
        assertThat(after.records().getFirst()).isSameAs(before.records().getFirst());
        assertThat(shows(after.records().getLast())).contains("other");
    }

    @Test
    default void what_a_person_wrote_is_read_as_it_is_listed() {
        store().edit(PIN, "shop", "INC-482: login fails å");
        StoredRecord read = records().read(PIN, "shop");
        assertThat(shows(read)).contains("INC-482: login fails å");
        assertThat(records().list(null).records()).containsExactly(read);
    }

    @Test
    default void a_record_that_is_not_there_is_read_as_none() {
        store().edit(PIN, "shop-production", "another");
        assertThat(records().read(PIN, "shop")).isNull();
        assertThat(records().read(HOLD, "shop-production")).isNull();
        assertThat(records().read(PIN, "../pins/shop-production")).isNull();
    }

    @Test
    default void a_written_record_is_found_under_the_revision_that_was_returned() {
        String revision = records().write(PIN, "shop", record(PIN, "shop", "first"), null);
        assertThat(revision("shop")).isEqualTo(revision);
        assertThat(shows(records().read(PIN, "shop"))).contains("first");
        assertThat(names(null)).containsExactly("Pin shop");
    }

    @Test
    default void a_record_is_created_only_where_there_is_none() {
        store().edit(PIN, "shop", "of a person");
        assertFails(Failure.Conflict.class, () -> records().write(PIN, "shop", record(PIN, "shop", "ours"), null));
        assertThat(shows(records().read(PIN, "shop"))).contains("of a person");
    }

    @Test
    default void a_write_on_what_was_read_replaces_it() {
        store().edit(PIN, "shop", "of a person");
        String next = records().write(PIN, "shop", record(PIN, "shop", "ours"), revision("shop"));
        records().write(PIN, "shop", record(PIN, "shop", "ours again"), next);
        assertThat(shows(records().read(PIN, "shop"))).contains("ours again");
        assertThat(names(null)).containsExactly("Pin shop");
    }

    @Test
    default void a_write_on_what_a_person_changed_meanwhile_is_a_conflict() {
        String read = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        store().edit(PIN, "shop", "of a person");
        assertFails(Failure.Conflict.class, () -> records().write(PIN, "shop", record(PIN, "shop", "ours 2"), read));
        assertThat(shows(records().read(PIN, "shop"))).contains("of a person");
    }

    @Test
    default void a_write_on_what_was_deleted_meanwhile_is_a_conflict() {
        String read = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        store().remove(PIN, "shop");
        assertFails(Failure.Conflict.class, () -> records().write(PIN, "shop", record(PIN, "shop", "ours 2"), read));
        assertThat(records().read(PIN, "shop")).isNull();
    }

    @Test
    default void of_writers_who_read_the_same_exactly_one_wins() throws InterruptedException, ExecutionException {
        String read = records().write(PIN, "shop", record(PIN, "shop", "before"), null);
        assertThat(Race.winners(8, n -> records().write(PIN, "shop", record(PIN, "shop", "writer " + n), read)))
                .isEqualTo(1);
    }

    @Test
    default void of_writers_who_found_nothing_exactly_one_wins() throws InterruptedException, ExecutionException {
        assertThat(Race.winners(8, n -> records().write(PIN, "shop", record(PIN, "shop", "writer " + n), null)))
                .isEqualTo(1);
    }

    @Test
    default void what_was_read_is_deleted() {
        store().edit(PIN, "shop", "of a person");
        records().delete(PIN, "shop", revision("shop"));
        assertThat(records().read(PIN, "shop")).isNull();
        assertThat(names(null)).isEmpty();
    }

    @Test
    default void what_was_changed_meanwhile_is_not_deleted() {
        String read = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        store().edit(PIN, "shop", "of a person");
        assertFails(Failure.Conflict.class, () -> records().delete(PIN, "shop", read));
        assertThat(names(null)).containsExactly("Pin shop");
    }

    @Test
    default void what_is_gone_already_counts_as_deleted() {
        String read = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        store().remove(PIN, "shop");
        records().delete(PIN, "shop", read);
        assertThat(names(null)).isEmpty();
    }

    @Test
    default void a_name_that_no_record_can_have_is_not_written() {
        for (String name : List.of("../shop", "Shop", "a/b", "", ".shop", "x".repeat(64))) {
            assertFails(Failure.Invalid.class, () -> records().write(PIN, name, record(PIN, name, "x"), null));
        }
    }

    @Test
    default void an_edit_is_noticed_and_nothing_else_is() {
        store().edit(PIN, "shop-a", "first");
        store().edit(PIN, "shop-b", "second");
        RecordListing before = records().list(null);
        assertThat(records().list(before)).isEqualTo(before);
        store().edit(PIN, "shop-b", "edited");
        RecordListing after = records().list(before);
        assertThat(after.records().getFirst()).isEqualTo(before.records().getFirst());
        assertThat(after.records().getLast().revision())
                .isNotEqualTo(before.records().getLast().revision());
        assertThat(shows(after.records().getLast())).contains("edited");
    }

    @Test
    default void what_a_person_deleted_is_listed_no_more() {
        store().edit(PIN, "shop-a", "first");
        store().edit(PIN, "shop-b", "second");
        RecordListing before = records().list(null);
        store().remove(PIN, "shop-a");
        assertThat(names(before)).containsExactly("Pin shop-b");
    }

    @Test
    default void what_cannot_be_read_is_listed_as_such_among_the_good_ones() {
        store().edit(PIN, "shop-a", "first");
        store().spoil(PIN, "shop-b");
        store().edit(PIN, "shop-c", "third");
        List<StoredRecord> listed = records().list(null).records();
        assertThat(listed).extracting(StoredRecord::name).containsExactly("shop-a", "shop-b", "shop-c");
        assertThat(listed.get(1).content()).isInstanceOf(StoredRecord.Content.Unreadable.class);
        assertThat(shows(listed.get(2))).contains("third");
    }

    @Test
    default void what_could_not_be_read_is_read_once_it_is_mended() {
        store().spoil(PIN, "shop");
        RecordListing before = records().list(null);
        store().edit(PIN, "shop", "mended");
        assertThat(shows(records().list(before).records().getFirst())).contains("mended");
    }

    @Test
    default void a_store_that_is_gone_fails_and_is_never_an_empty_one() {
        store().edit(PIN, "shop", "first");
        RecordListing before = records().list(null);
        store().goAway();
        assertThatThrownBy(() -> records().list(before)).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> records().read(PIN, "shop")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> records().write(PIN, "shop", record(PIN, "shop", "lost"), null))
                .isInstanceOf(FailureException.class);
        store().comeBack();
        assertThat(records().list(before)).isEqualTo(before);
    }

    @Test
    default void more_than_a_thousand_records_are_listed() {
        List<String> expected =
                IntStream.range(0, 1205).mapToObj("shop-%04d"::formatted).toList();
        SideBySide.run(expected.stream()
                .<Runnable>map(name -> () -> store().edit(PIN, name, "x".repeat(1000)))
                .toList());
        assertThat(records().list(null).records())
                .extracting(StoredRecord::name)
                .isEqualTo(expected);
    }
}
