package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.belay.demo.Shop;
import java.util.function.Consumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The console for everybody: eyes that need contrast or none at all, small screens, and daemons below a path. */
@ExtendWith(InBrowser.class)
class EverybodyIT {
    private static final String TARGET_PAGE = "targets/" + Shop.TARGET;

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void axe_finds_nothing_serious_on_any_page(ColorScheme scheme, Stand stand) {
        Visitor visitor = stand.visitor(Stand.desk(scheme));
        var soft = new SoftAssertions();
        everyPage(
                visitor,
                stand,
                tab -> soft.assertThat(Axe.seriousFindings(tab.page()))
                        .as(tab.page().url())
                        .isEmpty());
        soft.assertAll();
    }

    @Test
    void on_a_screen_of_360_pixels_no_page_scrolls_sideways(Stand stand) {
        Visitor visitor = stand.visitor(Stand.phone(ColorScheme.LIGHT));
        var soft = new SoftAssertions();
        everyPage(
                visitor,
                stand,
                tab -> soft.assertThat(tab.scrollsSideways())
                        .as(tab.page().url() + " scrolls sideways")
                        .isFalse());
        soft.assertAll();
    }

    /** The sign-in form, all targets, one, a dialog over it, and a rollout. */
    private static void everyPage(Visitor visitor, Stand stand, Consumer<ConsolePage> look) {
        ConsolePage tab = visitor.open("");
        look.accept(tab);
        tab.signIn(Shop.ADMIN);
        assertThat(tab.line(Shop.TARGET)).isVisible();
        look.accept(tab);
        tab.link(Shop.TARGET).click();
        assertThat(tab.region("History")).not().containsText("Reading…");
        assertThat(tab.region("Versions")).not().containsText("Reading…");
        look.accept(tab);
        tab.button("Roll back…").click();
        assertThat(tab.reason()).isFocused();
        look.accept(tab);
        tab.inDialog("Cancel").click();
        String rollout = stand.shop()
                .json("/targets/" + Shop.TARGET + "/rollouts")
                .at("/items/0/id")
                .asText();
        tab.region("History").getByText(rollout).click();
        assertThat(tab.heading("Rollout " + rollout)).isVisible();
        look.accept(tab);
    }

    @Test
    void below_a_path_sign_in_live_changes_and_a_rollback_work(Stand stand) {
        Visitor alice = stand.visitorBelowPrefix();
        ConsolePage tab = alice.open(TARGET_PAGE, Shop.OPERATOR).listening();
        assertThat(tab.page()).hasURL(alice.address() + TARGET_PAGE);
        tab.button("Roll back…").click();
        tab.because("INC-482", "Roll back");
        assertThat(tab.message()).containsText("is pinned");
        assertThat(tab.summary()).hasText("Synced");
        assertThat(tab.wasNotReloaded()).isTrue();
        tab.link("All targets").click();
        assertThat(tab.page()).hasURL(alice.address());
        assertThat(tab.line(Shop.TARGET)).isVisible();
        tab.button("Sign out").click();
        assertThat(tab.button("Sign in")).isVisible();
    }
}
