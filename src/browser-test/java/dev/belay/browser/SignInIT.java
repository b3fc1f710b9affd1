package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.belay.demo.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes in, and what they find they may do. */
@ExtendWith(InBrowser.class)
class SignInIT {
    private static final String TARGET_PAGE = "targets/" + Shop.TARGET;

    @Test
    void somebody_unknown_is_brought_to_the_form_and_then_to_where_they_were_going(Stand stand) {
        Visitor alice = stand.visitor();
        ConsolePage tab = alice.open(TARGET_PAGE + "?from=chat");
        assertThat(tab.button("Sign in")).isVisible();
        assertThat(tab.page().getByLabel("Token")).isFocused();
        tab.signIn(Shop.OPERATOR);
        assertThat(tab.heading(Shop.TARGET)).isVisible();
        assertThat(tab.page()).hasURL(alice.address() + TARGET_PAGE + "?from=chat");
        assertThat(tab.page().getByRole(AriaRole.BANNER)).containsText("alice (operator)");
    }

    @Test
    void a_wrong_token_is_refused_in_words(Stand stand) {
        Visitor stranger = stand.visitor().expectingComplaint("status of 401");
        ConsolePage tab = stranger.open("", "not-a-token");
        assertThat(tab.page().getByRole(AriaRole.ALERT)).containsText("That token is nobody's");
        assertThat(tab.page().getByLabel("Token")).isFocused();
        tab.signIn(Shop.VIEWER);
        assertThat(tab.line(Shop.TARGET)).isVisible();
    }

    @Test
    void a_viewer_sees_all_and_is_told_why_nothing_can_be_done(Stand stand) {
        ConsolePage tab = stand.visitor().open(TARGET_PAGE, Shop.VIEWER);
        assertThat(tab.summary()).hasText("Synced");
        for (String action : List.of("Roll back…", "Reconcile now", "Freeze…", "Suspend…")) {
            assertThat(tab.button(action)).isDisabled();
            assertThat(tab.button(action)).hasAccessibleDescription("needs operator");
        }
        for (String action : List.of("Admit…", "Pin a version…")) {
            assertThat(tab.button(action)).isDisabled();
            assertThat(tab.button(action)).hasAccessibleDescription("needs admin");
        }
    }

    @Test
    void an_operator_is_told_that_pinning_any_version_needs_an_admin(Stand stand) {
        ConsolePage tab = stand.visitor().open(TARGET_PAGE, Shop.OPERATOR);
        assertThat(tab.button("Roll back…")).isEnabled();
        assertThat(tab.button("Pin a version…")).hasAccessibleDescription("needs admin");
    }

    @Test
    void at_the_daemons_own_machine_nobody_has_to_sign_in_where_that_is_set(Stand stand) {
        ConsolePage tab = stand.visitorFromLoopback().open("");
        assertThat(tab.line(Shop.TARGET)).isVisible();
        assertThat(tab.button("Sign out")).not().isVisible();
    }

    @Test
    void who_signs_out_is_out(Stand stand) {
        Visitor alice = stand.visitor();
        ConsolePage tab = alice.open("", Shop.OPERATOR);
        tab.button("Sign out").click();
        assertThat(tab.button("Sign in")).isVisible();
        assertThat(alice.open("").button("Sign in")).isVisible();
    }
}
