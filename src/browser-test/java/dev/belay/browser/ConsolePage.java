package dev.belay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** A tab with the console in it, found and used as people and screen readers do: by what things are and are called. */
record ConsolePage(Page page) {
    void signIn(String token) {
        page.getByLabel("Token").fill(token);
        button("Sign in").click();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    // --- the page of all targets

    /** A target's line. */
    Locator line(String target) {
        return lines().filter(new Locator.FilterOptions()
                .setHas(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(target).setExact(true))));
    }

    /** All lines that are shown, without the heads of the columns. */
    Locator lines() {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.ROWHEADER)));
    }

    Locator search() {
        return page.getByRole(AriaRole.SEARCHBOX);
    }

    /** The filter of one summary, with how many there are. */
    Locator tally(String summary) {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Filter by summary"))
                .getByRole(
                        AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + summary + "\\b")));
    }

    // --- the page of a target

    /** The one word. */
    Locator summary() {
        return page.locator("#summary");
    }

    Locator pinned() {
        return fact("Pinned");
    }

    Locator pending() {
        return fact("Pending");
    }

    private Locator fact(String term) {
        return page.locator("#pin div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(term, new Page.GetByTextOptions().setExact(true))))
                .getByRole(AriaRole.DEFINITION);
    }

    Locator whatDiffers() {
        return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("What differs"));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator inDialog(String button) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    Locator reason() {
        return dialog().getByLabel("Reason");
    }

    /** What came of the last thing that was done. */
    Locator message() {
        return page.locator("#message");
    }

    /** Fills a dialog that asks for a reason, and says yes to it. */
    void because(String reason, String button) {
        reason().fill(reason);
        inDialog(button).click();
    }

    // --- any page

    Locator connectionLost() {
        return page.getByRole(AriaRole.ALERT)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("Connection lost")));
    }

    /** From here on {@link #wasNotReloaded} can tell. */
    ConsolePage mark() {
        page.evaluate("() => { window.stillTheSamePage = true; }");
        return this;
    }

    boolean wasNotReloaded() {
        return Boolean.TRUE.equals(page.evaluate("() => window.stillTheSamePage === true"));
    }

    /** Waits until the page hears of changes as they come. */
    ConsolePage listening() {
        assertThat(page.locator("#live")).isAttached();
        page.waitForFunction("() => document.readyState === 'complete'");
        return mark();
    }

    /** Whether the page is wider than the screen. */
    boolean scrollsSideways() {
        return Boolean.TRUE.equals(
                page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }
}
