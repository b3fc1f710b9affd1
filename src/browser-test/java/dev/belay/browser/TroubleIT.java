package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.belay.demo.Shop;
import dev.belay.localcloud.demo.DemoWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page says when something is not there, and that it loses nothing that people typed or that happened. */
@ExtendWith(InBrowser.class)
class TroubleIT {
    private static final String TARGET_PAGE = "targets/" + Shop.TARGET;
    /** What the browser and htmx write down when nobody answers. */
    private static final String UNREACHABLE = "net::ERR_|object Event|htmx:(sendError|afterRequest)";

    private static final String REASON = "INC-482: login fails since 14:32";

    @Test
    void while_the_daemon_is_down_the_page_says_how_old_it_is_keeps_what_was_typed_and_goes_on_after(Stand stand)
            throws Exception {
        // A daemon that has just come back has not read its records yet; the page asks until it has.
        Visitor alice = stand.visitor().expectingComplaint(UNREACHABLE).expectingComplaint("status of 404");
        ConsolePage tab = alice.open(TARGET_PAGE, Shop.OPERATOR).listening();
        tab.button("Roll back…").click();
        tab.reason().fill(REASON);
        stand.shop().stopDaemon();
        assertThat(tab.connectionLost()).containsText("what is shown may be old");
        tab.inDialog("Roll back").click();
        assertThat(tab.dialog()).containsText("Belay can’t be reached");
        assertThat(tab.reason()).hasValue(REASON);

        stand.shop().startDaemon();
        assertThat(tab.connectionLost()).not().isVisible();
        tab.inDialog("Roll back").click();
        assertThat(tab.message()).containsText("is pinned");
        assertThat(tab.wasNotReloaded()).isTrue();
    }

    @Test
    void while_the_store_is_away_a_rollback_is_refused_in_words_and_keeps_what_was_typed(Stand stand) {
        Visitor alice = stand.visitor().expectingComplaint("status of 50[23]");
        ConsolePage tab = alice.open(TARGET_PAGE, Shop.OPERATOR).listening();
        tab.button("Roll back…").click();
        tab.reason().fill(REASON);
        stand.shop().storeIsThere(false);
        try {
            tab.inDialog("Roll back").click();
            assertThat(tab.dialog()).containsText("Belay can't reach what it needs");
            assertThat(tab.reason()).hasValue(REASON);
        } finally {
            stand.shop().storeIsThere(true);
        }
        tab.inDialog("Roll back").click();
        assertThat(tab.message()).containsText("is pinned");
    }

    @Test
    void what_happened_while_the_connection_was_lost_is_not_missed(Stand stand) throws Exception {
        Visitor alice = stand.visitor().expectingComplaint(UNREACHABLE);
        ConsolePage wall = alice.open("", Shop.VIEWER).listening();
        ConsolePage target = alice.open(TARGET_PAGE).listening();
        stand.proxy().cut();
        assertThat(wall.connectionLost()).isVisible();
        stand.shop().pinSpec("{version: \"" + DemoWorld.EARLIER + "\", reason: while nobody could see}");
        stand.shop()
                .awaitStatus(
                        "the earlier version is in force",
                        now -> now.at("/summary").asText().equals("Synced")
                                && now.at("/pin/version").asText().equals(DemoWorld.EARLIER));
        stand.proxy().mend();
        assertThat(wall.connectionLost()).not().isVisible();
        assertThat(wall.line(Shop.TARGET)).containsText(DemoWorld.EARLIER);
        assertThat(wall.line(Shop.TARGET)).containsText("Synced");
        assertThat(target.pinned()).hasText(DemoWorld.EARLIER);
        assertThat(target.summary()).hasText("Synced");
        assertThat(wall.wasNotReloaded() && target.wasNotReloaded()).isTrue();
    }
}
