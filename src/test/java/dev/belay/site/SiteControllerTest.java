package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Failure;
import dev.belay.model.Mandate;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import dev.belay.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A site's way to its pinned build, and back. */
class SiteControllerTest {
    private static final Map<String, String> ONE =
            Map.of("index.html", "one: app.1.js", "app.1.js", "one", "logo.svg", "logo", "same.js", "v1");
    private static final Map<String, String> TWO =
            Map.of("index.html", "two: app.2.js", "app.2.js", "two", "logo.svg", "logo", "same.js", "v2");

    private final Stage stage = new Stage();

    SiteControllerTest() {
        stage.build("v1", ONE);
        stage.build("v2", TWO);
    }

    @Test
    void a_build_goes_live_and_the_report_says_so() {
        var report = stage.roll("v1");
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(report.running()).isEqualTo("v1");
        assertThat(report.difference()).isNull();
        assertThat(report.foreign()).isZero();
        assertThat(stage.aws.texts("live")).isEqualTo(ONE);
    }

    /** aws-cli #4809: the page went live before the assets that it names. */
    @Test
    void facts_3_assets_are_live_before_entries() {
        var copies = new ArrayList<String>();
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("copy ")) {
                    copies.add(call.substring("copy live/".length()));
                }
            }
        });
        stage.roll("v1");
        assertThat(copies).hasSize(4).last().isEqualTo("index.html");
    }

    /** aws-cli #4460: files of the same size that are older in the build were skipped. */
    @Test
    void facts_1_a_rollback_restores_files_of_the_same_size() {
        stage.roll("v2");
        stage.roll("v1");
        assertThat(stage.aws.texts("live")).containsAllEntriesOf(ONE);
    }

    /** aws-cli #1417: what is not in the new build went before the new build was up. Others: it must not go at once at all. */
    @Test
    void facts_2_and_5_old_files_stay_until_the_new_build_was_live_for_keepOld() {
        stage.roll("v1");
        stage.roll("v2");
        assertThat(stage.aws.texts("live")).containsKey("app.1.js");
        stage.time.pass(Site.KEEP_OLD.minusSeconds(1));
        stage.tend("v2");
        assertThat(stage.aws.texts("live")).containsKey("app.1.js");
        stage.time.pass(Duration.ofSeconds(1));
        var report = stage.tend("v2");
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).isEqualTo(TWO);
        assertThat(stage.timeline).contains("pruned 1 old file (app.1.js)");
    }

    @Test
    void a_tending_pass_prunes_when_it_is_due_though_nothing_was_listed_since() {
        stage.roll("v1");
        stage.roll("v2");
        stage.pass("v2", Mandate.TEND, Duration.ofDays(1));
        stage.time.pass(Site.KEEP_OLD);
        stage.pass("v2", Mandate.TEND, Duration.ofDays(1));
        assertThat(stage.aws.texts("live")).isEqualTo(TWO);
    }

    @Test
    void old_pages_go_before_the_assets_that_they_name() {
        stage.build("v1", Map.of("about.html", "about: app.1.js"));
        stage.roll("v1");
        var deletes = new ArrayList<String>();
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                if (call.startsWith("delete ")) {
                    deletes.add(call.substring("delete live/".length()));
                }
            }
        });
        stage.site = Sites.with(stage.site, Duration.ZERO);
        stage.roll("v2");
        assertThat(deletes).containsExactly("about.html", "app.1.js");
    }

    /** aws-cli #4881: a difference in metadata alone was never synced. */
    @Test
    void facts_4_a_build_that_differs_in_a_header_alone_arrives() {
        stage.build("v3", ONE);
        stage.aws.put("builds", "v3/app.1.js", "one", Map.of("cache-control", "no-store"));
        stage.roll("v1");
        var report = stage.roll("v3");
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.headers("live", "app.1.js").values()).containsEntry("cache-control", "no-store");
        stage.roll("v1");
        assertThat(stage.aws.headers("live", "app.1.js").values()).containsOnlyKeys("content-type");
    }

    @Test
    void encrypted_objects_whose_etags_tell_nothing_are_not_copied_again() {
        stage.aws.encrypt();
        stage.roll("v1");
        stage.aws.forgetRequests();
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Synced());
        stage.restart();
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.requests()).containsOnlyKeys("list");
    }

    @Test
    void what_was_copied_is_known_though_a_reply_of_the_ledgers_store_was_lost() {
        stage.aws.encrypt();
        stage.roll("v1");
        stage.aws.forgetRequests();
        var once = new ArrayList<>(List.of("copy live/index.html", "documents write ledger"));
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                lose(call, once);
            }
        });
        stage.store.faults(new MemoryStore.Faults() {
            @Override
            public void after(String call) {
                if (call.startsWith("documents write inventories/shop/web/ledger")) {
                    lose("documents write ledger", once);
                }
            }
        });
        stage.begin();
        stage.converge("v2");
        stage.converge("v2");
        assertThat(once).isEmpty();
        stage.aws.forgetRequests();
        stage.restart();
        assertThat(stage.goOn("v2").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.requests()).doesNotContainKey("copy");
    }

    private static void lose(String call, List<String> once) {
        if (once.remove(call)) {
            throw new Failure.Unavailable("no answer").asException();
        }
    }

    @Test
    void a_rollout_works_in_slices_and_says_how_far_it_is() {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void after(String call) {
                if (call.startsWith("copy ")) {
                    stage.time.pass(Duration.ofSeconds(1));
                }
            }
        });
        stage.begin();
        assertThat(stage.converge("v1").standing())
                .isEqualTo(new Standing.Moving(Standing.Stage.APPLY, "2 of 4 objects copied", Duration.ZERO));
        assertThat(stage.goOn("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.timeline)
                .containsExactly(
                        "version v1 is 4 objects of s3://builds/v1/", "copied 3 assets", "entry index.html is live");
        assertThat(stage.aws.requests()).containsEntry("list", 2).containsEntry("copy", 4);
    }

    @Test
    void a_new_pin_in_the_middle_of_a_copy_is_followed_at_once() {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void after(String call) {
                if (call.startsWith("copy ")) {
                    stage.time.pass(Duration.ofSeconds(1));
                }
            }
        });
        stage.begin();
        stage.converge("v1");
        assertThat(stage.roll("v2").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).containsAllEntriesOf(TWO);
    }

    @Test
    void a_passing_fault_hinders_and_is_got_over() {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String call) {
                if (call.equals("copy live/logo.svg")) {
                    throw new Failure.Throttled("SlowDown").asException();
                }
            }
        });
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Hindered(new Failure.Throttled("SlowDown")));
        assertThat(stage.aws.texts("live")).doesNotContainKey("index.html");
        stage.aws.faults(new MemorySite.Faults() {});
        assertThat(stage.goOn("v1").standing()).isEqualTo(new Standing.Synced());
    }

    @Test
    void nothing_begins_that_could_not_be_written_down() {
        stage.begin();
        stage.store.goAway();
        assertThat(stage.converge("v1").standing()).isInstanceOf(Standing.Hindered.class);
        assertThat(stage.aws.requests()).doesNotContainKey("copy");
    }

    @Test
    void the_served_check_reads_the_build_that_was_resolved() {
        stage.roll("v1");
        var reader = new BuildReader(stage.aws, stage.store);
        assertThat(reader.entries(stage.site, stage.state)).containsExactly("index.html");
        var content = reader.read(stage.site, stage.state, "index.html");
        assertThat(content).isNotNull().satisfies(page -> {
            assertThat(page.bytes()).asString().isEqualTo("one: app.1.js");
            assertThat(page.contentType()).isEqualTo("text/html");
        });
        assertThat(reader.read(stage.site, stage.state, "none.html")).isNull();
        assertThat(reader.entries(stage.site, SiteState.NONE)).isEmpty();
    }

    @Test
    void a_live_prefix_is_all_that_is_touched() {
        stage.aws.put("live", "other/index.html", "not ours", Map.of());
        stage.site = Sites.at(new S3Place("live", "site/"));
        stage.roll("v1");
        stage.site = Sites.with(Sites.with(stage.site, Site.Foreign.DELETE), Duration.ZERO);
        stage.roll("v2");
        assertThat(stage.aws.texts("live"))
                .containsOnlyKeys(
                        "other/index.html", "site/index.html", "site/app.2.js", "site/logo.svg", "site/same.js");
    }

    @Test
    void a_preview_says_it_step_by_step_and_does_nothing() {
        stage.distributed();
        stage.roll("v1");
        stage.live("stray.js", "stray");
        stage.aws.forgetRequests();
        assertThat(stage.preview("v2"))
                .isEqualTo(List.of(
                        "copy 2 assets (app.2.js, same.js)",
                        "copy 1 entry (index.html)",
                        "read the headers of 1 object with the same bytes",
                        "invalidate /* of E1",
                        "keep 1 foreign file (stray.js)",
                        "prune 1 file (app.1.js), 1h after the build went live"));
        assertThat(stage.aws.requests()).containsOnlyKeys("list", "origins");
        assertThat(stage.preview("v1")).containsExactly("nothing to do: version v1 is live");
    }
}
