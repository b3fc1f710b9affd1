package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.belay.demo.Shop;
import dev.belay.localcloud.demo.DemoWorld;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do in an incident, from the first click to Synced, while the page keeps itself fresh. */
@ExtendWith(InBrowser.class)
class IncidentIT {
    private static final String TARGET_PAGE = "targets/" + Shop.TARGET;
    private static final String REASON = "INC-482: login fails since 14:32";

    @Test
    void a_bad_version_shows_up_and_is_rolled_back_from_a_click_to_synced_without_a_reload(Stand stand)
            throws Exception {
        ConsolePage tab = stand.visitor().open(TARGET_PAGE, Shop.OPERATOR).listening();
        stand.shop().pinSpec("{version: \"" + DemoWorld.BAD + "\"}");
        assertThat(tab.summary()).hasText("Degraded");
        assertThat(tab.whatDiffers()).containsText("check health failed");

        tab.button("Roll back…").click();
        assertThat(tab.dialog().getByText("What will happen")).isVisible();
        assertThat(tab.dialog()).containsText(DemoWorld.GOOD);
        assertThat(tab.dialog()).containsText("shop-api:1");
        assertThat(tab.reason()).isFocused();
        tab.because(REASON, "Roll back");

        assertThat(tab.dialog()).not().isVisible();
        assertThat(tab.message()).containsText(DemoWorld.GOOD + " is pinned");
        assertThat(tab.pinned()).hasText(DemoWorld.GOOD);
        assertThat(tab.summary()).hasText("Synced");
        assertThat(tab.region(Shop.TARGET)).containsText(REASON);
        assertThat(tab.wasNotReloaded()).as("it was all said live").isTrue();
        assertThat(stand.shop().differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void without_a_reason_nothing_is_rolled_back(Stand stand) {
        ConsolePage tab = stand.visitor().open(TARGET_PAGE, Shop.OPERATOR);
        tab.button("Roll back…").click();
        tab.inDialog("Roll back").click();
        assertThat(tab.dialog()).isVisible();
        assertThat(tab.reason()).isFocused();
    }

    @Test
    void a_second_rollback_from_another_tab_is_refused_in_words_and_keeps_what_was_typed(Stand stand) {
        Visitor alice = stand.visitor().expectingComplaint("status of 412");
        ConsolePage one = alice.open(TARGET_PAGE, Shop.OPERATOR);
        ConsolePage other = alice.open(TARGET_PAGE);
        one.button("Roll back…").click();
        other.button("Roll back…").click();
        other.reason().fill("typed meanwhile");
        one.because(REASON, "Roll back");
        assertThat(one.dialog()).not().isVisible();

        other.inDialog("Roll back").click();
        assertThat(other.dialog()).containsText("somebody changed it since this was shown. Nothing was done.");
        assertThat(other.reason()).hasValue("typed meanwhile");
        other.inDialog("Cancel").click();
        other.button("Roll back…").click();
        assertThat(other.reason()).hasValue("typed meanwhile");
    }

    @Test
    void under_a_freeze_a_new_pin_waits_until_an_admin_admits_it(Stand stand) {
        ConsolePage tab = stand.visitor().open(TARGET_PAGE, Shop.ADMIN).listening();
        tab.button("Freeze…").click();
        tab.because("INC-482", "Freeze");
        assertThat(tab.region("Actions")).containsText("freeze-" + Shop.TARGET);

        stand.shop().cloud().ecs().behaveWell();
        stand.shop().pinSpec("{version: \"" + DemoWorld.BAD + "\", force: 7}");
        assertThat(tab.summary()).hasText("Held");
        assertThat(tab.pending()).containsText(DemoWorld.BAD);

        tab.button("Admit…").click();
        assertThat(tab.dialog()).containsText(DemoWorld.BAD);
        tab.inDialog("Admit").click();
        assertThat(tab.pinned()).hasText(DemoWorld.BAD);
        assertThat(tab.pending()).hasCount(0);
        tab.button("Lift…").click();
        tab.inDialog("Lift").click();
        assertThat(tab.region("Actions")).not().containsText("freeze-" + Shop.TARGET);
        assertThat(tab.wasNotReloaded()).isTrue();
    }

    @Test
    void drift_appears_on_the_wall_by_itself_and_is_put_right(Stand stand) throws Exception {
        ConsolePage wall = stand.visitor().open("", Shop.VIEWER).listening();
        Locator line = wall.line(Shop.TARGET);
        assertThat(line).containsText("Synced");
        stand.shop().changeServiceByHand("shop-api:3");
        assertThat(line).containsText("shop-api:3");
        assertThat(line).not().containsText("Synced");
        assertThat(line).containsText("Synced");
        assertThat(line).not().containsText("shop-api:3");
        assertThat(wall.wasNotReloaded()).isTrue();
        assertThat(stand.shop().differences(DemoWorld.GOOD, "shop-api:1")).isEmpty();
    }

    @Test
    void the_keyboard_alone_does_a_rollback(Stand stand) {
        ConsolePage tab = stand.visitor().open("", Shop.OPERATOR).listening();
        var keys = tab.page().keyboard();
        keys.press("/");
        assertThat(tab.search()).isFocused();
        keys.type("shop");
        tabTo(tab, tab.link(Shop.TARGET));
        keys.press("Enter");
        assertThat(tab.heading(Shop.TARGET)).isVisible();
        tabTo(tab, tab.button("Roll back…"));
        keys.press("Enter");
        assertThat(tab.reason()).isFocused();
        keys.type(REASON);
        keys.press("Enter");
        assertThat(tab.dialog()).not().isVisible();
        assertThat(tab.message()).containsText("is pinned");
        assertThat(tab.button("Roll back…")).isFocused();
        assertThat(tab.pinned()).not().hasText(DemoWorld.GOOD);
        assertThat(tab.summary()).hasText(Pattern.compile("Synced"));
    }

    private static void tabTo(ConsolePage tab, Locator goal) {
        assertThat(goal).isVisible();
        for (int presses = 0; presses < 40; presses++) {
            if (Boolean.TRUE.equals(goal.evaluate("one => one === document.activeElement"))) {
                return;
            }
            tab.page().keyboard().press("Tab");
        }
        throw new AssertionError("forty times Tab does not lead to " + goal);
    }
}
