package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Mandate;
import dev.belay.model.Standing;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a site costs in requests. */
class SiteRequestsTest {
    private static final int OBJECTS = 2_500;
    private static final int CHANGED = 250;
    private static final int PAGES = 3;

    private final Stage stage = new Stage();

    SiteRequestsTest() {
        stage.build("v1", texts("one"));
        stage.build("v2", texts("two"));
    }

    private static Map<String, String> texts(String changed) {
        var texts = new TreeMap<String, String>();
        texts.put("index.html", changed);
        for (int i = 1; i < OBJECTS; i++) {
            texts.put("asset-" + i + ".js", i < CHANGED ? changed : "same");
        }
        return texts;
    }

    @Test
    void a_first_build_costs_its_listing_and_a_copy_an_object() {
        stage.roll("v1");
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", 1 + PAGES, "copy", OBJECTS));
    }

    @Test
    void on_first_sight_headers_are_read_of_objects_that_need_no_copy() {
        stage.roll("v1");
        stage.roll("v2");
        stage.build("v3", texts("three"));
        stage.aws.forgetRequests();
        stage.roll("v3");
        // What is live was read when v2 was first seen, so that only the build's own objects are asked.
        assertThat(stage.aws.requests())
                .isEqualTo(Map.of("list", PAGES + PAGES, "copy", CHANGED, "head", OBJECTS - CHANGED));
    }

    @Test
    void headers_are_read_after_the_entries_are_live() {
        stage.roll("v1");
        var seen = new StringBuilder();
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                seen.append(call.startsWith("head ") ? "h" : call.equals("copy live/index.html") ? "E" : "");
            }
        });
        stage.roll("v2");
        assertThat(seen.toString()).startsWith("Eh").hasSize(1 + 2 * (OBJECTS - CHANGED));
    }

    @Test
    void going_back_and_forth_between_known_versions_costs_a_listing_and_copies() {
        stage.roll("v1");
        stage.roll("v2");
        for (String version : new String[] {"v1", "v2", "v1"}) {
            stage.restart();
            stage.aws.forgetRequests();
            assertThat(stage.roll(version).standing()).isEqualTo(new Standing.Synced());
            assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES, "copy", CHANGED));
        }
    }

    @Test
    void a_rollout_that_begins_right_after_a_look_needs_no_second_listing_nor_document() {
        stage.roll("v1");
        stage.roll("v2");
        stage.aws.forgetRequests();
        assertThat(stage.look("v1").standing()).isInstanceOf(Standing.Differs.class);
        var read = new StringBuilder();
        stage.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                read.append(call.startsWith("documents read inventories") ? call : "");
            }
        });
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES, "copy", CHANGED));
        assertThat(read.toString()).isEmpty();
    }

    @Test
    void a_rollout_that_begins_a_while_after_the_look_lists_for_itself() {
        stage.roll("v1");
        stage.roll("v2");
        stage.look("v1");
        stage.time.pass(Duration.ofSeconds(10));
        stage.aws.forgetRequests();
        stage.roll("v1");
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES, "copy", CHANGED));
    }

    @Test
    void what_was_seen_for_one_version_serves_no_other() {
        stage.roll("v1");
        stage.roll("v2");
        stage.roll("v1");
        assertThat(stage.look("v2").standing()).isInstanceOf(Standing.Differs.class);
        stage.build("v3", texts("three"));
        stage.aws.forgetRequests();
        stage.roll("v3");
        assertThat(stage.aws.requests()).containsEntry("list", PAGES + PAGES).containsEntry("copy", CHANGED);
        assertThat(stage.look("v3").standing()).isEqualTo(new Standing.Synced());
    }

    @Test
    void what_was_seen_is_used_once() {
        stage.roll("v1");
        stage.roll("v2");
        stage.look("v1");
        stage.roll("v1");
        stage.live("asset-1.js", "broken by hand");
        stage.roll("v2");
        stage.roll("v1");
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Synced());
    }

    @Test
    void what_goes_costs_a_request_a_thousand() {
        stage.site = Sites.with(stage.site, Duration.ZERO);
        for (int i = 0; i < 1_001; i++) {
            stage.aws.put("builds", "v1/old-" + i + ".js", "old", Map.of());
        }
        stage.roll("v1");
        stage.roll("v2");
        stage.roll("v1");
        stage.aws.forgetRequests();
        stage.roll("v2");
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", 4, "copy", CHANGED, "delete", 2));
    }

    @Test
    void versions_that_never_followed_each_other_cost_no_head_either() {
        stage.build("v3", texts("three"));
        stage.aws.put("builds", "v2/asset-2000.js", "only in two", Map.of());
        stage.roll("v1");
        stage.roll("v2");
        stage.roll("v3");
        stage.aws.forgetRequests();
        stage.roll("v1");
        // asset-2000 was copied both times and its headers were never read: one copy says as much as two HEADs.
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES, "copy", CHANGED + 1));
    }

    @Test
    void a_site_in_sync_costs_its_listing_only() {
        stage.roll("v1");
        stage.look("v1");
        stage.aws.forgetRequests();
        stage.look("v1");
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES));
    }

    @Test
    void a_site_in_sync_reads_no_document() {
        stage.roll("v1");
        var documents = new StringBuilder();
        stage.store.faults(new MemoryStore.Faults() {
            @Override
            public void before(String call) {
                documents.append(call);
            }
        });
        stage.look("v1");
        assertThat(documents.toString()).isEmpty();
    }

    @Test
    void between_resyncs_nothing_is_listed() {
        stage.roll("v1");
        stage.aws.forgetRequests();
        for (var mandate : Mandate.values()) {
            stage.time.pass(Duration.ofMinutes(1));
            assertThat(stage.pass("v1", mandate, Stage.RESYNC).standing()).isEqualTo(new Standing.Synced());
        }
        assertThat(stage.aws.requests()).isEmpty();
        stage.time.pass(Stage.RESYNC);
        stage.pass("v1", Mandate.OBSERVE, Stage.RESYNC);
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", PAGES));
    }
}
