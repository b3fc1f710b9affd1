package dev.belay.store;

import static dev.belay.model.RecordKind.PIN;
import static dev.belay.store.SampleRecords.assertFails;
import static dev.belay.store.SampleRecords.found;
import static dev.belay.store.SampleRecords.record;
import static dev.belay.store.SampleRecords.shows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import org.junit.jupiter.api.Test;

/** What stores promise that are reached over a network, where a write can be stored and its reply lost. */
public interface LostReplyContract {
    StoreUnderTest store();

    /** The network between the store's client and its server. */
    FaultyWire wire();

    private RecordStore records() {
        return store().records();
    }

    private DocumentStore documents() {
        return store().documents();
    }

    @Test
    default void a_record_that_is_sent_again_after_a_lost_reply_is_no_lost_race() {
        wire().loseReplies(1);
        String revision = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        assertThat(wire().writes()).isEqualTo(2);
        assertThat(found(records(), PIN, "shop").revision()).isEqualTo(revision);
    }

    @Test
    default void a_record_whose_replies_are_all_lost_is_recognised() {
        String first = records().write(PIN, "shop", record(PIN, "shop", "first"), null);
        wire().loseReplies(Integer.MAX_VALUE);
        String second = records().write(PIN, "shop", record(PIN, "shop", "second"), first);
        wire().loseReplies(0);
        records().write(PIN, "shop", record(PIN, "shop", "third"), second);
        assertThat(shows(records().read(PIN, "shop"))).contains("third");
    }

    @Test
    default void a_document_that_is_sent_again_after_a_lost_reply_is_no_lost_race() {
        wire().loseReplies(1);
        String version = documents().write("state/shop", "1", null);
        assertThat(documents().read("state/shop")).isEqualTo(new DocumentStore.Document("1", version));
    }

    @Test
    default void a_document_whose_replies_are_all_lost_is_recognised() {
        String first = documents().write("state/shop", "1", null);
        wire().loseReplies(Integer.MAX_VALUE);
        String second = documents().write("state/shop", "2", first);
        wire().loseReplies(0);
        documents().write("state/shop", "3", second);
        assertThat(documents().read("state/shop")).extracting("content").isEqualTo("3");
    }

    @Test
    default void a_race_that_was_lost_stays_lost_when_the_reply_is_lost_as_well() {
        String first = documents().write("state/shop", "1", null);
        documents().write("state/shop", "of another", first);
        wire().loseReplies(1);
        assertFails(Failure.Conflict.class, () -> documents().write("state/shop", "ours", first));
        assertThat(documents().read("state/shop")).extracting("content").isEqualTo("of another");
    }

    @Test
    default void equal_content_of_another_write_is_not_taken_for_ours() {
        documents().write("state/shop", "equal", null);
        wire().loseReplies(1);
        assertFails(Failure.Conflict.class, () -> documents().write("state/shop", "equal", null));
    }

    @Test
    default void a_write_of_which_nobody_can_know_is_not_called_a_conflict() {
        wire().goAwayAfterNextWrite();
        assertFails(Failure.Unavailable.class, () -> documents().write("state/shop", "1", null));
    }

    @Test
    default void a_write_that_never_arrived_is_a_failure_and_nothing_is_there() {
        wire().loseWrites();
        assertFails(Failure.Unavailable.class, () -> documents().write("state/shop", "1", null));
        assertFails(Failure.Unavailable.class, () -> records().write(PIN, "shop", record(PIN, "shop", "ours"), null));
        assertThat(documents().read("state/shop")).isNull();
        assertThat(records().read(PIN, "shop")).isNull();
    }

    @Test
    default void a_deletion_whose_reply_is_lost_counts_as_success() {
        String read = records().write(PIN, "shop", record(PIN, "shop", "ours"), null);
        wire().loseReplies(1);
        records().delete(PIN, "shop", read);
        assertThat(records().read(PIN, "shop")).isNull();
    }
}
