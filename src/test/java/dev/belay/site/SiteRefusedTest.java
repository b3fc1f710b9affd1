package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.ComponentReport;
import dev.belay.model.Failure;
import dev.belay.model.Mandate;
import dev.belay.model.PinnedComponent;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trap 4: what nobody checked must never empty, or half overwrite, a live site. */
class SiteRefusedTest {
    private static final Map<String, String> ONE = Map.of("index.html", "one", "app.js", "one");

    private final Stage stage = new Stage();

    SiteRefusedTest() {
        stage.build("v1", ONE);
        stage.site = Sites.with(Sites.with(stage.site, Site.Foreign.DELETE), Duration.ZERO);
        stage.roll("v1");
        stage.aws.forgetRequests();
    }

    @Test
    void an_empty_build_is_refused() {
        assertThat(reason(stage.roll("v2"))).isEqualTo("BuildEmpty");
        nothingWasTouched();
    }

    @Test
    void a_build_in_a_bucket_that_is_missing_is_refused() {
        var elsewhere = new Site(
                stage.site.aws(),
                stage.site.live(),
                "s3://no-such-bucket/{version}/",
                stage.site.entry(),
                stage.site.keep(),
                stage.site.distributions(),
                stage.site.invalidate(),
                stage.site.keepOld(),
                stage.site.foreign(),
                stage.site.pruneLimit(),
                null);
        stage.site = elsewhere;
        assertThat(reason(stage.roll("v2"))).isEqualTo("BuildMissing");
        nothingWasTouched();
    }

    @Test
    void a_build_without_an_entry_is_refused() {
        stage.build("v2", Map.of("app.js", "two"));
        var report = stage.roll("v2");
        assertThat(reason(report)).isEqualTo("NoEntry");
        assertThat(message(report))
                .isEqualTo("none of the 1 object below s3://builds/v2/ is an entry (**/*.html): "
                        + "the build is partial, or entry is wrong");
        nothingWasTouched();
    }

    @Test
    void a_build_that_was_refused_can_be_published_still() {
        stage.roll("v2");
        stage.build("v2", Map.of("index.html", "two"));
        assertThat(stage.roll("v2").standing()).isEqualTo(new Standing.Synced());
    }

    @Test
    void a_build_that_can_not_be_listed_hinders() {
        stage.build("v2", ONE);
        failing("list builds/v2/", new Failure.Denied("AccessDenied"));
        assertThat(stage.roll("v2").standing()).isEqualTo(new Standing.Hindered(new Failure.Denied("AccessDenied")));
        nothingWasTouched();
    }

    @Test
    void a_live_place_that_can_not_be_listed_is_unknown() {
        failing("list live/", new Failure.Unavailable("503"));
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Unknown(new Failure.Unavailable("503")));
        var report = stage.look("v1");
        assertThat(report.standing()).isEqualTo(new Standing.Unknown(new Failure.Unavailable("503")));
        assertThat(report.running()).isNull();
        nothingWasTouched();
    }

    @Test
    void a_live_bucket_that_is_missing_is_said() {
        stage.site = Sites.at(new S3Place("no-such-bucket", ""));
        assertThat(reason(stage.roll("v1"))).isEqualTo("BucketMissing");
        assertThat(reason(stage.look("v1"))).isEqualTo("BucketMissing");
    }

    @Test
    void a_build_inside_the_live_place_is_refused() {
        stage.site = Sites.at(new S3Place("builds", ""));
        assertThat(reason(stage.roll("v1"))).isEqualTo("BuildOverlapsLive");
        assertThat(stage.aws.texts("builds")).hasSize(2);
    }

    @Test
    void a_distribution_of_another_site_is_refused() {
        stage.build("v2", ONE);
        stage.aws.distribution("E1", "another-bucket", "");
        stage.distributed();
        var report = stage.roll("v2");
        assertThat(reason(report)).isEqualTo("WrongOrigin");
        assertThat(message(report)).contains("another-bucket.s3.eu-north-1.amazonaws.com");
        nothingWasTouched();
    }

    @Test
    void a_distribution_that_does_not_exist_is_refused() {
        stage.build("v2", ONE);
        stage.site = Sites.site(stage.site.live(), stage.site.keep(), List.of("E9"), Duration.ZERO, Site.Foreign.KEEP);
        assertThat(reason(stage.roll("v2"))).isEqualTo("DistributionMissing");
        nothingWasTouched();
    }

    @Test
    void a_build_that_changed_after_it_was_first_pinned_is_reported_and_not_followed() {
        stage.build("v2", Map.of("index.html", "two", "app.js", "two"));
        stage.roll("v2");
        stage.aws.put("builds", "v1/app.js", "another one", Map.of());
        var report = stage.roll("v1");
        assertThat(reason(report)).isEqualTo("BuildChanged");
        assertThat(message(report)).contains("(app.js)").contains("publish it as a new version");
        assertThat(stage.aws.texts("live")).isEqualTo(Map.of("index.html", "two", "app.js", "two"));
    }

    @Test
    void a_build_whose_object_is_gone_is_reported_and_nothing_is_deleted() {
        stage.build("v2", Map.of("index.html", "two", "app.js", "two"));
        stage.roll("v2");
        stage.aws.remove("builds", "v1/app.js");
        stage.live("stray.js", "stray");
        assertThat(reason(stage.roll("v1"))).isEqualTo("BuildChanged");
        assertThat(stage.aws.texts("live")).containsKeys("index.html", "app.js", "stray.js");
    }

    @Test
    void a_build_that_grew_after_it_was_first_pinned_is_what_it_was() {
        stage.build("v1", Map.of("more.js", "more"));
        stage.aws.remove("live", "app.js");
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).isEqualTo(ONE);
    }

    @Test
    void foreign_files_are_kept_and_counted() {
        stage.site = Sites.with(stage.site, Site.Foreign.KEEP);
        stage.live("stray.js", "stray");
        var report = stage.roll("v1");
        assertThat(report.foreign()).isEqualTo(1);
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.tend("v1").foreign()).isEqualTo(1);
        assertThat(stage.aws.texts("live")).containsKey("stray.js");
    }

    @Test
    void foreign_files_are_deleted_where_the_record_says_so() {
        stage.live("stray.js", "stray");
        assertThat(stage.roll("v1").standing()).isEqualTo(new Standing.Synced());
        assertThat(stage.aws.texts("live")).isEqualTo(ONE);
        assertThat(stage.timeline).contains("pruned 1 foreign file (stray.js)");
    }

    @Test
    void foreign_files_beyond_the_limit_stall_and_nothing_is_deleted() {
        for (int i = 0; i < 3; i++) {
            stage.live("stray-" + i + ".js", "stray");
        }
        var report = stage.roll("v1");
        assertThat(reason(report)).isEqualTo("PruneLimit");
        assertThat(message(report)).startsWith("3 files of 5 live are not of any build of ours (stray-0.js, ");
        assertThat(stage.aws.texts("live")).hasSize(5);
        assertThat(reason(stage.tend("v1"))).isEqualTo("PruneLimit");
        assertThat(stage.aws.requests()).doesNotContainKey("delete");
    }

    @Test
    void kept_files_are_never_touched_or_counted() {
        stage.site = Sites.keeping(stage.site, "uploads/**");
        for (int i = 0; i < 5; i++) {
            stage.live("uploads/" + i + ".png", "a user's");
        }
        stage.build("v1", Map.of("uploads/.keep", ""));
        var report = stage.roll("v1");
        assertThat(report.standing()).isEqualTo(new Standing.Synced());
        assertThat(report.foreign()).isZero();
        nothingWasTouched();
    }

    @Test
    void what_a_site_can_not_be_pinned_to_is_said() {
        var report = new SiteController(stage.aws, stage.store, new OneByOne(), stage.time)
                .advance(new SiteController.Request(
                        "shop",
                        "web",
                        stage.site,
                        new PinnedComponent.TaskDefinition("shop-api:1"),
                        SiteState.NONE,
                        Mandate.OBSERVE,
                        stage.journal(),
                        "",
                        Duration.ZERO));
        assertThat(reason(report)).isEqualTo("NotAVersion");
    }

    private void failing(String call, Failure failure) {
        stage.aws.faults(new MemorySite.Faults() {
            @Override
            public void before(String made) {
                if (made.equals(call)) {
                    throw failure.asException();
                }
            }
        });
    }

    private void nothingWasTouched() {
        assertThat(stage.aws.requests()).doesNotContainKeys("copy", "delete", "invalidate");
    }

    private static String reason(ComponentReport report) {
        return report.standing() instanceof Standing.Stalled stalled
                ? stalled.reason()
                : report.standing().toString();
    }

    private static String message(ComponentReport report) {
        return report.standing() instanceof Standing.Stalled stalled
                ? stalled.message()
                : report.standing().toString();
    }
}
