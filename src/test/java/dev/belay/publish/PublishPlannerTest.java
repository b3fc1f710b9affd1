package dev.belay.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.RecordKind;
import dev.belay.store.MemoryStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of each record. */
class PublishPlannerTest {
    private final MemoryStore store = new MemoryStore();
    private final Publication publication = new Publication(store, store);

    private Proposal propose(Folder folder) {
        return publication.propose(folder.request(), "ci", record -> true);
    }

    private void publish(Folder folder) {
        publication.publish((Proposal.Ready) propose(folder));
    }

    private <T extends Change> T change(Folder folder, Class<T> type, String key) {
        return type.cast(((Proposal.Ready) propose(folder))
                .changes().stream()
                        .filter(change -> change.key().toString().equals(key))
                        .findFirst()
                        .orElseThrow());
    }

    private List<String> problems(Folder folder) {
        return ((Proposal.Invalid) propose(folder)).problems();
    }

    private String spec(String name) {
        return Objects.requireNonNull(store.read(RecordKind.PIN, name))
                .content()
                .toString();
    }

    @Test
    void a_freeze_comes_before_the_pin_that_it_holds_back_and_a_target_before_its_pin() {
        Folder folder = Folder.shop("v1").hold("freeze", "{mode: freeze, targets: [shop]}");
        assertThat(((Proposal.Ready) propose(folder)).changes())
                .extracting(change -> change.key().toString())
                .containsExactly("holds/freeze", "targets/shop", "pins/shop");
    }

    @Test
    void a_freeze_that_ends_ends_before_the_pin_that_comes_with_its_end_and_all_else_is_deleted_last() {
        publish(Folder.shop("v1").target("old").pin("old", "v1").hold("freeze", "{mode: freeze, targets: [shop]}"));
        assertThat(((Proposal.Ready) propose(Folder.shop("v2").pruning())).changes())
                .extracting(change -> change.key().toString())
                .containsExactly("targets/shop", "holds/freeze", "pins/shop", "pins/old", "targets/old");
    }

    @Test
    void what_differs_is_told_field_by_field() {
        publish(Folder.EMPTY
                .target("shop")
                .with("pins/shop.yaml", Folder.pinText("shop", "version: v1\nbarrier: true")));
        Folder now =
                Folder.EMPTY.target("shop").with("pins/shop.yaml", Folder.pinText("shop", "version: v2\nforce: 1"));
        assertThat(change(now, Change.Update.class, "pins/shop").differences())
                .containsExactly("spec.version: v1 → v2", "spec.force: new, 1", "spec.barrier: gone, was true");
    }

    @Test
    void defaults_comments_and_the_way_it_is_written_are_no_difference() {
        publish(Folder.shop("v1"));
        String again = "# ours\n" + Folder.targetText("shop", "live-shop").replace("build:", "invalidate: all, build:");
        assertThat(change(Folder.shop("v1").with("targets/shop.yaml", again), Change.Unchanged.class, "targets/shop"))
                .isNotNull();
    }

    @Test
    void author_and_reason_are_filled_in_where_a_pin_has_none_and_are_no_difference_by_themselves() {
        publish(Folder.shop("v1").signed("commit 1", "first"));
        assertThat(spec("shop")).contains("commit 1", "first");
        assertThat(change(Folder.shop("v1").signed("commit 2", "second"), Change.Unchanged.class, "pins/shop"))
                .isNotNull();
        var update = change(Folder.shop("v2").signed("commit 2", "second"), Change.Update.class, "pins/shop");
        assertThat(update.differences())
                .containsExactly(
                        "spec.version: v1 → v2", "spec.reason: first → second", "spec.by: commit 1 → commit 2");
    }

    @Test
    void author_and_reason_that_a_pin_gives_are_written_and_are_a_difference() {
        Folder signed = Folder.EMPTY
                .target("shop")
                .with("pins/shop.yaml", Folder.pinText("shop", "version: v1\nreason: because\nby: bob"));
        publish(signed.signed("commit 1", "first"));
        assertThat(spec("shop")).contains("bob", "because").doesNotContain("commit");
        Folder other = signed.with("pins/shop.yaml", Folder.pinText("shop", "version: v1\nreason: other\nby: bob"));
        assertThat(change(other, Change.Update.class, "pins/shop").differences())
                .containsExactly("spec.reason: because → other");
    }

    @Test
    void what_was_never_published_and_differs_is_kept_and_says_who_wrote_it() {
        store.edit(RecordKind.PIN, "shop", Folder.pinText("shop", "version: v0\nby: alice\nreason: INC-482"));
        assertThat(change(Folder.shop("v1"), Change.Kept.class, "pins/shop").why())
                .isEqualTo("it stands in the store otherwise and was never published, by alice: INC-482");
        store.edit(RecordKind.PIN, "shop", Folder.pinText("shop", "version: v1"));
        assertThat(change(Folder.shop("v1"), Change.Unchanged.class, "pins/shop"))
                .isNotNull();
    }

    @Test
    void what_agreed_counts_as_published() {
        store.edit(RecordKind.PIN, "shop", Folder.pinText("shop", "version: v1"));
        publish(Folder.shop("v1"));
        assertThat(change(Folder.shop("v2"), Change.Update.class, "pins/shop")).isNotNull();
    }

    @Test
    void what_can_not_be_read_any_more_was_changed() {
        publish(Folder.shop("v1"));
        store.edit(RecordKind.PIN, "shop", "spec: [");
        Change.Kept kept = change(Folder.shop("v2"), Change.Kept.class, "pins/shop");
        assertThat(kept.differences()).containsExactly("what is in the store is not a valid record");
        assertThat(change(Folder.shop("v2").taking("shop"), Change.Update.class, "pins/shop"))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pins/shop.yaml       | version: v1          | never mind               | false
            pins/other.yaml      | version: v1          | there is no target       | true
            pins/shop.yaml       | verson: v1           | did you mean             | true
            shop.yaml            | version: v1          | no place of a record     | true
            pins/../shop.yaml    | version: v1          | no place of a record     | true
            pins/Shop.yaml       | version: v1          | no place of a record     | true
            pins/shop.txt        | version: v1          | no place of a record     | true
            pins/shop.yml        | version: v1          | stands in                | true
            """)
    void nothing_is_written_while_anything_is_invalid(String place, String spec, String says, boolean invalid) {
        Folder folder = Folder.shop("v1")
                .with(
                        place,
                        Folder.pinText("shop", spec)
                                .replace("name: shop", place.contains("other") ? "name: other" : "name: shop"));
        assertThat(propose(folder) instanceof Proposal.Invalid).isEqualTo(invalid);
        if (invalid) {
            assertThat(String.join("\n", problems(folder))).contains(says, place);
        }
    }

    @Test
    void every_problem_of_every_file_is_told_at_once() {
        Folder folder = Folder.shop("v1")
                .with("pins/shop.yaml", Folder.pinText("shop", "verson: v1"))
                .with("pins/other.yaml", Folder.pinText("other", "version: v1"))
                .with("targets/x.yaml", Folder.targetText("x", "live-shop"));
        assertThat(String.join("\n", problems(folder)))
                .contains("verson", "there is no target \"other\"", "targets/x.yaml", "targets/shop.yaml");
    }

    @Test
    void a_target_must_not_own_what_a_target_in_the_store_owns() {
        publish(Folder.EMPTY.target("other"));
        Folder folder = Folder.EMPTY.with("targets/shop.yaml", Folder.targetText("shop", "live-other"));
        assertThat(problems(folder)).isNotEmpty();
        // The other one goes with it.
        assertThat(propose(folder.pruning())).isInstanceOf(Proposal.Ready.class);
    }

    @Test
    void a_pin_may_be_of_a_target_that_another_directory_has() {
        publish(Folder.EMPTY.target("shop"));
        assertThat(change(Folder.EMPTY.pin("shop", "v1"), Change.Create.class, "pins/shop"))
                .isNotNull();
    }

    @Test
    void what_is_invalid_in_the_store_already_is_nobody_elses_problem() {
        store.edit(RecordKind.PIN, "lost", "spec: [");
        assertThat(propose(Folder.shop("v1"))).isInstanceOf(Proposal.Ready.class);
    }

    @Test
    void a_pin_that_does_not_fit_a_target_that_is_kept_is_refused() {
        publish(Folder.shop("v1"));
        store.edit(
                RecordKind.TARGET,
                "shop",
                Folder.targetText("shop", "live-shop").replace("web:", "site:"));
        Folder folder = Folder.EMPTY
                .target("shop")
                .with("pins/shop.yaml", Folder.pinText("shop", "components: {web: {version: v2}}"));
        assertThat(String.join("\n", problems(folder))).contains("beside what is kept in the store");
    }

    @Test
    void on_the_strength_of_an_empty_directory_nothing_is_deleted() {
        publish(Folder.shop("v1"));
        assertThat(problems(Folder.EMPTY.pruning())).singleElement().asString().contains("the directory is empty");
        assertThat(change(Folder.EMPTY, Change.Left.class, "pins/shop")).isNotNull();
    }

    @Test
    void what_is_to_be_taken_must_mean_something() {
        assertThat(problems(Folder.shop("v1").taking("shpo")))
                .containsExactly("take: nothing in the directory is called shpo");
    }

    @Test
    void whoever_may_touch_some_records_only_publishes_those_and_prunes_only_those() {
        publish(Folder.shop("v1").target("bank"));
        Predicate<dev.belay.store.StoredRecord> shops = record -> record.name().startsWith("shop");
        assertThat(publication.propose(Folder.shop("v2").target("bank").request(), "ci", shops))
                .isInstanceOf(Proposal.Refused.class);
        var ready = (Proposal.Ready)
                publication.propose(Folder.EMPTY.target("shop").pruning().request(), "ci", shops);
        assertThat(ready.changes())
                .extracting(change -> change.key().toString())
                .containsExactly("targets/shop", "pins/shop");
    }

    @Test
    void the_ledger_is_read_as_it_was_written() {
        publish(Folder.shop("v1"));
        Ledger ledger = new Ledgers(store).read().ledger();
        assertThat(Ledger.decode(ledger.encode())).isEqualTo(ledger);
        assertThat(ledger.states().values()).allMatch(states -> states.size() == 1);
    }
}
