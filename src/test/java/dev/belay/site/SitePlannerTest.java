package dev.belay.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.model.Mandate;
import dev.belay.model.S3Place;
import dev.belay.model.Site;
import dev.belay.model.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes next, and what never does. */
class SitePlannerTest {
    private static final Instant LIVE_SINCE = Instant.parse("2026-11-20T14:32:00Z");
    private static final Instant DUE = LIVE_SINCE.plus(Site.KEEP_OLD);
    private static final SiteState LIVE = SiteState.NONE.live(LIVE_SINCE, List.of());

    private final Site site =
            Sites.site(new S3Place("live", ""), List.of(), List.of("E1"), Site.KEEP_OLD, Site.Foreign.KEEP);
    private final List<SiteDiff.Change> changes = new ArrayList<>();
    private final List<Inventory.Item> untold = new ArrayList<>();
    private final List<SiteApi.Listed> old = new ArrayList<>();
    private final List<SiteApi.Listed> foreign = new ArrayList<>();

    @Test
    void entries_wait_for_the_last_asset() {
        change("index.html", true);
        change("app.js", false);
        assertThat(next(SiteState.NONE)).isEqualTo(new SiteStep.Copy(List.of(changes.get(1)), false));
        changes.remove(1);
        assertThat(next(SiteState.NONE)).isEqualTo(new SiteStep.Copy(changes, true));
    }

    @Test
    void headers_are_read_once_the_entries_are_live_and_before_the_caches() {
        untold.add(item("logo.svg"));
        assertThat(next(SiteState.NONE.touched(true))).isEqualTo(new SiteStep.ReadHeaders(untold));
        change("index.html", true);
        assertThat(next(SiteState.NONE.touched(true))).isEqualTo(new SiteStep.Copy(changes, true));
    }

    @Test
    void what_changed_is_intended_begun_followed_and_done_in_this_order() {
        var dirty = SiteState.NONE.touched(true);
        assertThat(next(dirty)).isEqualTo(new SiteStep.GoLive(List.of("E1")));
        var intended = new SiteState.Invalidation("E1", "reference", List.of("/*"), LIVE_SINCE, null, false);
        assertThat(next(dirty.live(LIVE_SINCE, List.of(intended))))
                .isEqualTo(new SiteStep.Invalidate(List.of(intended)));
        var begun = intended.at(new SiteApi.InvalidationStatus("I1", false));
        assertThat(next(dirty.live(LIVE_SINCE, List.of(begun))))
                .isEqualTo(new SiteStep.FollowInvalidations(List.of(begun)));
        var completed = intended.at(new SiteApi.InvalidationStatus("I1", true));
        assertThat(next(dirty.live(LIVE_SINCE, List.of(completed)))).isEqualTo(new SiteStep.Clean());
    }

    @Test
    void a_site_that_was_right_goes_live_without_an_invalidation() {
        assertThat(next(SiteState.NONE)).isEqualTo(new SiteStep.GoLive(List.of()));
        assertThat(next(LIVE)).isEqualTo(new SiteStep.Rest(new Standing.Synced()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mandate.class,
            names = {"OBSERVE", "TEND"})
    void who_may_not_converge_says_what_differs(Mandate mandate) {
        change("app.js", false);
        old.add(listed("old.js"));
        assertThat(next(LIVE, mandate, DUE))
                .isEqualTo(new SiteStep.Rest(new Standing.Differs("1 object missing (app.js)")));
    }

    @ParameterizedTest
    @CsvSource({
        "OBSERVE, true, Rest",
        "TEND, false, Rest",
        "TEND, true, Prune",
        "CONVERGE, false, Rest",
        "CONVERGE, true, Prune",
    })
    void old_files_go_when_they_are_due_and_by_who_may(Mandate mandate, boolean due, String step) {
        old.add(listed("old.js"));
        foreign.add(listed("stray.js"));
        var next = next(LIVE, mandate, due ? DUE : DUE.minusMillis(1));
        assertThat(next.getClass().getSimpleName()).isEqualTo(step);
        assertThat(next)
                .isEqualTo(
                        next instanceof SiteStep.Prune
                                ? new SiteStep.Prune(old, List.of())
                                : new SiteStep.Rest(new Standing.Synced()));
    }

    @Test
    void nothing_goes_before_every_object_of_the_build_is_live_and_proved() {
        old.add(listed("old.js"));
        untold.add(item("logo.svg"));
        assertThat(next(LIVE, Mandate.TEND, DUE)).isInstanceOf(SiteStep.ReadHeaders.class);
        untold.clear();
        change("app.js", false);
        for (var mandate : Mandate.values()) {
            assertThat(next(LIVE, mandate, DUE)).isNotInstanceOf(SiteStep.Prune.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2, false", "2, 4, false", "3, 5, true", "1, 1, true", "0, 0, false"})
    void the_limit_is_a_share_of_what_is_live(int strays, int live, boolean beyond) {
        for (int i = 0; i < strays; i++) {
            foreign.add(listed("stray-" + i));
        }
        var diff = new SiteDiff(changes, untold, old, foreign, 0, live);
        assertThat(diff.foreignBeyond(50)).isEqualTo(beyond);
        var deleting = Sites.with(Sites.with(site, Site.Foreign.DELETE), Duration.ZERO);
        var next = SitePlanner.next(deleting, diff, LIVE, Mandate.CONVERGE, DUE);
        assertThat(next instanceof SiteStep.Rest rest && rest.standing() instanceof Standing.Stalled)
                .isEqualTo(beyond);
    }

    @Test
    void a_tending_pass_is_due_while_something_is_owed() {
        assertThat(SitePlanner.pruneDue(site, diff(), SiteState.NONE)).isNull();
        assertThat(SitePlanner.pruneDue(site, diff(), LIVE)).isEqualTo(DUE);
        assertThat(SitePlanner.pruneDue(site, diff(), LIVE.withPruned())).isNull();
        old.add(listed("old.js"));
        assertThat(SitePlanner.pruneDue(site, diff(), LIVE.withPruned())).isEqualTo(DUE);
    }

    private SiteStep next(SiteState state) {
        return next(state, Mandate.CONVERGE, LIVE_SINCE);
    }

    private SiteStep next(SiteState state, Mandate mandate, Instant now) {
        return SitePlanner.next(site, diff(), state, mandate, now);
    }

    private SiteDiff diff() {
        return new SiteDiff(changes, untold, old, foreign, 10, 10);
    }

    private void change(String key, boolean entry) {
        changes.add(new SiteDiff.Change(item(key), SiteDiff.Kind.MISSING, entry));
    }

    private static Inventory.Item item(String key) {
        return new Inventory.Item(key, "e", 1, null);
    }

    private static SiteApi.Listed listed(String key) {
        return new SiteApi.Listed(key, "e", 1, LIVE_SINCE);
    }
}
