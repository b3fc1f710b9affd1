package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Mandate;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody else does to a live site: found, named, and put right only where that is asked for. */
class SiteDriftTest {
    private static final Map<String, String> ONE =
            Map.of("index.html", "one", "a.js", "one", "b.js", "one", "c.js", "one", "d.js", "one");

    private final Stage stage = new Stage();

    @BeforeEach
    void a_site_in_sync() {
        stage.build("v1", ONE);
        stage.build("v2", Map.of("index.html", "two", "a.js", "two"));
        stage.roll("v1");
        stage.time.pass(Duration.ofSeconds(10));
        stage.aws.forgetRequests();
    }

    @Test
    void altered_missing_and_foreign_files_are_counted_and_named() {
        for (String key : new String[] {"a.js", "b.js", "c.js", "index.html"}) {
            stage.live(key, "by hand");
        }
        stage.aws.remove("live", "d.js");
        stage.live("x.js", "stray");
        var report = stage.look("v1");
        assertThat(report.standing())
                .isEqualTo(new Standing.Differs(
                        "4 objects altered (a.js, b.js, c.js, …), 1 missing (d.js), 1 foreign (x.js)"));
        assertThat(report.running()).isNull();
        assertThat(report.foreign()).isEqualTo(1);
    }

    @Test
    void looking_writes_nothing() {
        stage.live("a.js", "by hand");
        stage.look("v1");
        stage.tend("v1");
        assertThat(stage.aws.requests()).containsOnlyKeys("list");
        assertThat(stage.aws.texts("live")).containsEntry("a.js", "by hand");
    }

    @Test
    void it_is_put_right_by_a_rollout() {
        stage.live("a.js", "by hand");
        stage.aws.remove("live", "index.html");
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).isEqualTo(ONE);
    }

    @Test
    void a_header_changed_by_hand_is_found_at_the_price_of_its_heads_once() {
        stage.aws.put("live", "a.js", "one", Map.of("content-type", "text/plain"));
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Differs("1 object with other headers (a.js)"));
        // What was copied was not read: the build's side is asked this once.
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", 1, "head", 2));
        stage.aws.forgetRequests();
        assertThat(stage.look("v1").difference()).isEqualTo("1 object with other headers (a.js)");
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", 1));
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.headers("live", "a.js").values()).isEqualTo(Stage.headersOf("a.js"));
    }

    @Test
    void the_same_object_put_again_by_hand_is_no_drift() {
        stage.live("a.js", "one");
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Synced());
        stage.aws.forgetRequests();
        stage.restart();
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.requests()).isEqualTo(Map.of("list", 1));
    }

    @Test
    void a_known_version_brought_by_hand_is_named() {
        stage.roll("v2");
        stage.aws.texts("live").keySet().forEach(key -> stage.aws.remove("live", key));
        ONE.forEach(stage::live);
        var report = stage.look("v2");
        assertThat(report.standing()).isInstanceOf(Standing.Differs.class);
        assertThat(report.running()).isEqualTo("v1");
    }

    @Test
    void a_version_that_was_never_brought_here_differs() {
        var report = stage.look("v2");
        assertThat(report.standing()).isEqualTo(new Standing.Differs("version v2 was not brought here yet"));
        assertThat(report.running()).isEqualTo("v1");
    }

    @Test
    void a_file_added_later_is_drift_where_foreign_files_are_deleted() {
        stage.site = Sites.with(Sites.with(stage.site, Site.Foreign.DELETE), Duration.ZERO);
        stage.roll("v1");
        stage.live("x.js", "stray");
        assertThat(stage.look("v1").standing()).isEqualTo(new Standing.Differs("1 object foreign (x.js)"));
        assertThat(stage.tend("v1").standing()).isInstanceOf(Standing.Differs.class);
        assertThat(stage.aws.texts("live")).containsKey("x.js");
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).isEqualTo(ONE);
    }

    @Test
    void an_old_file_that_a_late_call_brings_back_is_pruned_again() {
        stage.site = Sites.with(stage.site, Duration.ZERO);
        stage.roll("v2");
        assertThat(stage.aws.texts("live")).doesNotContainKey("b.js");
        stage.live("b.js", "one");
        assertThat(stage.look("v2").standing()).isEqualTo(new Standing.Synced());
        stage.pass("v2", Mandate.TEND, Duration.ZERO);
        assertThat(stage.aws.texts("live")).doesNotContainKey("b.js");
    }
}
