package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Ordered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a build is live: the ledger's and the listing's word against the inventory's. */
class SiteDiffTest {
    private static final Instant THEN = Instant.parse("2026-11-20T14:32:00Z");
    private static final Rules RULES = new Rules(Glob.of(List.of("**/*.html")), Glob.of(List.of("uploads/**")));
    private static final Headers ONE = new Headers(Ordered.sorted(Map.of("cache-control", "max-age=1")));
    private static final Headers TWO = new Headers(Ordered.sorted(Map.of("cache-control", "max-age=2")));
    private static final String DOCUMENT = "inventories/shop/web/versions/v1";

    private final SequencedMap<String, SiteApi.Listed> live = new LinkedHashMap<>();
    private final SequencedMap<String, Ledger.Entry> ledger = new LinkedHashMap<>();

    @Test
    void what_is_not_there_is_missing() {
        assertThat(kinds(item(null), false)).containsExactly(SiteDiff.Kind.MISSING);
    }

    @Test
    void another_size_is_altered() {
        isLive("source", 9);
        assertThat(kinds(item(null), false)).containsExactly(SiteDiff.Kind.ALTERED);
    }

    /** aws-cli #4460: the same size and an older time are no reason to skip it. */
    @Test
    void facts_1_the_same_size_with_other_bytes_is_altered() {
        isLive("other", 5);
        assertThat(kinds(item(null), false)).containsExactly(SiteDiff.Kind.ALTERED);
    }

    @Test
    void an_unknown_object_with_equal_bytes_has_its_headers_read() {
        isLive("source", 5);
        assertThat(kinds(item(ONE), true)).isEmpty();
        assertThat(diff(item(ONE), true).untold()).hasSize(1);
    }

    @Test
    void what_the_ledger_read_is_told_from_the_listing_alone() {
        isLive("copy-2", 5);
        knows("copy-2", "source", new Ledger.Read(ONE.digest()));
        assertThat(diff(item(ONE), false).complete()).isTrue();
        assertThat(diff(item(ONE), false).untold()).isEmpty();
        assertThat(kinds(item(TWO), false)).containsExactly(SiteDiff.Kind.HEADERS);
    }

    @Test
    void what_was_copied_from_this_build_is_the_same_whatever_its_headers_are() {
        isLive("copy", 5);
        knows("copy", "source", new Ledger.AsIn(DOCUMENT));
        assertThat(diff(item(null), false).complete()).isTrue();
        assertThat(diff(item(null), false).untold()).isEmpty();
    }

    @Test
    void what_was_copied_from_another_build_is_read_on_first_sight_and_copied_later() {
        isLive("copy", 5);
        knows("copy", "source", new Ledger.AsIn("another"));
        assertThat(diff(item(null), false).untold()).hasSize(1);
        assertThat(kinds(item(null), true)).containsExactly(SiteDiff.Kind.HEADERS);
    }

    @Test
    void an_object_put_again_by_hand_has_its_headers_read_again() {
        isLive("copy", 5);
        knows("copy", "source", new Ledger.Read(ONE.digest()));
        live.put("a.js", new SiteApi.Listed("a.js", "copy", 5, THEN.plusSeconds(3)));
        assertThat(diff(item(ONE), true).untold()).hasSize(1);
    }

    @Test
    void times_are_compared_in_seconds() {
        isLive("copy", 5);
        knows("copy", "source", new Ledger.Read(ONE.digest()));
        live.put("a.js", new SiteApi.Listed("a.js", "copy", 5, THEN.plusMillis(900)));
        assertThat(diff(item(ONE), true).untold()).isEmpty();
    }

    @Test
    void an_encrypted_object_that_was_replaced_can_only_be_copied() {
        isLive("put-by-hand", 5);
        knows("copy", "source", new Ledger.Read(ONE.digest()));
        assertThat(kinds(item(ONE), true)).containsExactly(SiteDiff.Kind.ALTERED);
    }

    @Test
    void a_file_that_we_put_is_old_and_one_that_somebody_replaced_is_foreign() {
        live.put("old.js", new SiteApi.Listed("old.js", "e", 1, THEN));
        live.put("replaced.js", new SiteApi.Listed("replaced.js", "x", 1, THEN));
        ledger.put("old.js", new Ledger.Entry("e", THEN.getEpochSecond(), "e", new Ledger.Unread()));
        ledger.put("replaced.js", new Ledger.Entry("e", THEN.getEpochSecond(), "e", new Ledger.Unread()));
        assertThat(Words.keys(diff(item(null), false).old())).containsExactly("old.js");
        assertThat(Words.keys(diff(item(null), false).foreign())).containsExactly("replaced.js");
    }

    @Test
    void kept_files_are_never_counted() {
        live.put("uploads/me.png", new SiteApi.Listed("uploads/me.png", "e", 1, THEN));
        assertThat(diff(item(null), false).foreign()).isEmpty();
        assertThat(diff(item(null), false).live()).isZero();
        var kept = new Inventory.Item("uploads/.keep", "e", 1, null);
        assertThat(diff(kept, false).changes()).isEmpty();
    }

    private static Inventory.Item item(@Nullable Headers headers) {
        return new Inventory.Item("a.js", "source", 5, headers);
    }

    private void isLive(String etag, long size) {
        live.put("a.js", new SiteApi.Listed("a.js", etag, size, THEN));
    }

    private void knows(String etag, String source, Ledger.Held held) {
        ledger.put("a.js", new Ledger.Entry(etag, THEN.getEpochSecond(), source, held));
    }

    private SiteDiff diff(Inventory.Item item, boolean settled) {
        var objects = new LinkedHashMap<String, Inventory.Item>();
        objects.put(item.key(), item);
        var inventory = new Inventory("v1", "s3://builds/v1/", settled, objects);
        return SiteDiff.of(RULES, inventory, DOCUMENT, live, new Ledger(ledger));
    }

    private List<SiteDiff.Kind> kinds(Inventory.Item item, boolean settled) {
        return diff(item, settled).changes().stream().map(SiteDiff.Change::kind).toList();
    }
}
