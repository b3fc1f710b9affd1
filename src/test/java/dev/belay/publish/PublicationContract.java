package dev.belay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.RecordKind;
import dev.belay.store.Decoded;
import dev.belay.store.Node;
import dev.belay.store.RecordCodec;
import dev.belay.store.RecordStore;
import dev.belay.store.SampleRecords;
import dev.belay.store.StoreUnderTest;
import dev.belay.store.StoredRecord;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What publishing promises, over whatever store. */
public interface PublicationContract {
    StoreUnderTest store();

    private Proposal propose(Folder folder) {
        return new Publication(store().records(), store().documents()).propose(folder.request(), "ci", record -> true);
    }

    /** What would become of each record, in the order of the writes. */
    private List<String> shown(Folder folder) {
        return words(propose(folder));
    }

    private static List<String> words(Proposal proposal) {
        return switch (proposal) {
            case Proposal.Ready ready ->
                ready.changes().stream().map(PublicationContract::word).toList();
            case Proposal.Invalid(var problems) -> problems;
            case Proposal.Refused(var records) -> List.of("refused " + records);
        };
    }

    private static String word(Change change) {
        return switch (change) {
                    case Change.Create create -> "create ";
                    case Change.Update update -> "update ";
                    case Change.Unchanged unchanged -> "unchanged ";
                    case Change.Kept kept -> "kept ";
                    case Change.Delete delete -> "delete ";
                    case Change.Left left -> "left ";
                }
                + change.key();
    }

    private Published publish(Folder folder) {
        var publication = new Publication(store().records(), store().documents());
        return switch (publication.propose(folder.request(), "ci", record -> true)) {
            case Proposal.Ready ready -> publication.publish(ready);
            case Proposal.Invalid invalid -> throw new AssertionError(invalid.problems());
            case Proposal.Refused refused -> throw new AssertionError(refused.records());
        };
    }

    /** A person writes a pin past publishing. */
    private void person(String spec) {
        StoredRecord before = store().records().read(RecordKind.PIN, "shop");
        if (RecordCodec.parse("by hand", Folder.pinText("shop", spec))
                instanceof Decoded.Valid<Node>(Node.Mapping tree)) {
            store().records().write(RecordKind.PIN, "shop", tree, before == null ? null : before.revision());
        }
    }

    private String stored() {
        return SampleRecords.shows(store().records().read(RecordKind.PIN, "shop"));
    }

    @Test
    default void an_empty_store_takes_all_and_the_second_time_nothing_is_left_to_do() {
        Folder folder = Folder.shop("v1").hold("freeze", "{mode: freeze, targets: [other]}");
        assertThat(shown(folder)).containsExactly("create holds/freeze", "create targets/shop", "create pins/shop");
        assertThat(publish(folder).written()).hasSize(3);
        assertThat(shown(folder))
                .containsExactly("unchanged holds/freeze", "unchanged targets/shop", "unchanged pins/shop");
        assertThat(publish(folder).written()).isEmpty();
        assertThat(stored()).contains("v1", "ci");
    }

    @Test
    default void a_pin_that_somebody_changed_is_kept_until_the_directory_agrees_and_then_all_is_as_before() {
        publish(Folder.shop("v1"));
        publish(Folder.shop("v2"));
        person("version: v1\nreason: \"INC-482\"\nby: alice");
        assertThat(shown(Folder.shop("v2"))).containsExactly("unchanged targets/shop", "kept pins/shop");
        assertThat(publish(Folder.shop("v3")).written()).isEmpty();
        assertThat(stored()).contains("v1", "alice");
        assertThat(publish(Folder.shop("v1")).written()).isEmpty();
        assertThat(shown(Folder.shop("v3"))).contains("update pins/shop");
        publish(Folder.shop("v3"));
        assertThat(stored()).contains("v3").doesNotContain("alice");
    }

    @Test
    default void what_is_named_is_taken_though_somebody_changed_it() {
        publish(Folder.shop("v1"));
        person("version: v0");
        for (String name : List.of("shop", "pins/shop", "pins/*", "*")) {
            assertThat(shown(Folder.shop("v1").taking(name))).contains("update pins/shop");
        }
        assertThat(shown(Folder.shop("v1").taking("targets/shop"))).contains("kept pins/shop");
        publish(Folder.shop("v1").taking("shop"));
        assertThat(shown(Folder.shop("v2"))).contains("update pins/shop");
    }

    @Test
    default void a_publish_that_is_cut_off_anywhere_is_finished_by_the_next_whatever_the_directory_says_by_then() {
        Folder first = Folder.shop("v1").target("old").hold("freeze", "{mode: freeze, targets: [other]}");
        Folder second = Folder.shop("v2")
                .target("new")
                .hold("freeze", "{mode: suspend, targets: [other]}")
                .pruning();
        for (int calls = 0; calls < 8; calls++) {
            for (boolean stored : new boolean[] {false, true}) {
                publish(first.pruning());
                var cut = new CutOff(store(), calls, stored);
                try {
                    var publication = new Publication(cut, cut.documents());
                    if (publication.propose(second.request(), "ci", record -> true) instanceof Proposal.Ready ready) {
                        publication.publish(ready);
                    }
                } catch (CutOff.Crash e) {
                    assertThat(e).isNotNull();
                }
                assertThat(shown(second.pin("shop", "v3"))).noneMatch(word -> word.startsWith("kept"));
                publish(second);
                assertThat(shown(second))
                        .as("cut off after %d writes", calls)
                        .allMatch(word -> word.startsWith("unchanged"));
                assertThat(store().records().read(RecordKind.TARGET, "old")).isNull();
            }
        }
    }

    @Test
    default void what_a_person_writes_after_a_publish_was_cut_off_is_theirs() {
        publish(Folder.shop("v1"));
        var cut = new CutOff(store(), 1, true);
        try {
            var publication = new Publication(cut, cut.documents());
            if (publication.propose(Folder.shop("v2").request(), "ci", record -> true)
                    instanceof Proposal.Ready ready) {
                publication.publish(ready);
            }
        } catch (CutOff.Crash e) {
            assertThat(stored()).contains("v2");
        }
        person("version: v0\nby: alice");
        assertThat(shown(Folder.shop("v2"))).contains("kept pins/shop");
    }

    @Test
    default void whoever_is_quicker_stops_it_there_and_the_next_publish_tells() {
        publish(Folder.shop("v1"));
        var publication = new Publication(store().records(), store().documents());
        Folder next = Folder.shop("v2").target("another");
        if (publication.propose(next.request(), "ci", record -> true) instanceof Proposal.Ready ready) {
            person("version: v0\nby: alice");
            Published published = publication.publish(ready);
            assertThat(published.stopped()).isInstanceOf(Failure.Conflict.class);
            assertThat(published.written()).containsExactly(new RecordKey(RecordKind.TARGET, "another"));
        }
        assertThat(stored()).contains("v0");
        assertThat(shown(next)).contains("kept pins/shop", "unchanged targets/another");
    }

    @Test
    default void of_two_publishes_at_once_one_writes_nothing() {
        publish(Folder.shop("v1"));
        var publication = new Publication(store().records(), store().documents());
        var slow = (Proposal.Ready) publication.propose(Folder.shop("v2").request(), "ci", record -> true);
        publish(Folder.shop("v3"));
        SampleRecords.assertFails(Failure.Conflict.class, () -> publication.publish(slow));
        assertThat(stored()).contains("v3");
    }

    @Test
    default void what_is_published_no_more_is_deleted_only_when_asked_and_only_as_it_was_published() {
        publish(Folder.shop("v1").target("old").hold("freeze", "{mode: freeze, targets: [other]}"));
        person("version: v0");
        Folder less = Folder.EMPTY.target("shop").without("targets/old.yaml");
        assertThat(shown(less))
                .containsExactly("unchanged targets/shop", "left holds/freeze", "left pins/shop", "left targets/old");
        assertThat(shown(less.pruning()))
                .containsExactly(
                        "unchanged targets/shop", "delete holds/freeze", "kept pins/shop", "delete targets/old");
        publish(less.pruning());
        assertThat(store().records().read(RecordKind.HOLD, "freeze")).isNull();
        assertThat(stored()).contains("v0");
        assertThat(shown(less.taking("shop").pruning())).contains("delete pins/shop");
    }

    @Test
    default void what_people_made_is_never_pruned() {
        publish(Folder.shop("v1"));
        RecordStore records = store().records();
        records.write(
                RecordKind.HOLD, "rollback-shop", SampleRecords.record(RecordKind.HOLD, "rollback-shop", "x"), null);
        assertThat(shown(Folder.shop("v1").pruning())).containsExactly("unchanged targets/shop", "unchanged pins/shop");
    }

    @Test
    default void what_somebody_deleted_is_not_made_again_unseen() {
        Folder folder = Folder.shop("v1").hold("freeze", "{mode: freeze, targets: [other]}");
        publish(folder);
        store().remove(RecordKind.HOLD, "freeze");
        assertThat(shown(folder)).contains("kept holds/freeze");
        publish(folder.taking("freeze"));
        assertThat(shown(folder)).contains("unchanged holds/freeze");
    }

    @Test
    default void the_fingerprint_is_another_when_the_store_or_the_directory_is() {
        publish(Folder.shop("v1"));
        String shown = fingerprint(Folder.shop("v2"));
        assertThat(fingerprint(Folder.shop("v2"))).isEqualTo(shown);
        assertThat(fingerprint(Folder.shop("v3"))).isNotEqualTo(shown);
        assertThat(fingerprint(Folder.shop("v2").pruning())).isNotEqualTo(shown);
        person("version: v0");
        assertThat(fingerprint(Folder.shop("v2"))).isNotEqualTo(shown);
    }

    private String fingerprint(Folder folder) {
        return Objects.requireNonNull(propose(folder) instanceof Proposal.Ready ready ? ready.fingerprint() : null);
    }
}
